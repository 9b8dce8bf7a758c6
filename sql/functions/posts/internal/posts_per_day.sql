-- posts_per_day: the present pace of an account.

create or replace function bandit_internal.posts_per_day(
    p_account_id bigint,                      -- the account
    p_now        timestamptz,                 -- nothing known later is used
    p_objective  bandit_internal.objective    -- what the value of a post is
) returns numeric
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_days constant integer := 7;
begin
    return (
        select count(*) / c_days::numeric
        from bandit_internal.posts_as_of(p_account_id, p_now - c_days * interval '1 day', p_now, p_now, p_objective) as p
        where p.exposure > 0
          and (p.value is not null or not p_objective.is_own)
    );
end
$function$;

comment on function bandit_internal.posts_per_day(bigint, timestamptz, bandit_internal.objective) is
    'Returns the number of measured posts a day, over the last 7 days; with an objective of its own metrics, of those whose value is known.';

revoke all on function bandit_internal.posts_per_day(bigint, timestamptz, bandit_internal.objective) from public;
grant execute on function bandit_internal.posts_per_day(bigint, timestamptz, bandit_internal.objective) to bandit_operator, bandit_reader;
