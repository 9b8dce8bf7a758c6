-- follower_efficiency: F/1K by generator, and nothing else.

create or replace function bandit.follower_efficiency(
    p_lookback   interval    default null,   -- window of posts; null: the account's setting
    p_now        timestamptz default null,   -- end of the window; null: clock()
    p_account_id bigint      default null    -- null: the current account
) returns table (
    generator_name text,
    f_per_1k       numeric
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    select p.generator_name, p.f_per_1k
    from bandit_internal.generator_totals(p_account_id, p_lookback, p_now) as p;
end
$function$;

comment on function bandit.follower_efficiency(interval, timestamptz, bigint) is
    'F/1K (followers gained per 1000 impressions) of every generator, best first; NULL: not measured.';

revoke all on function bandit.follower_efficiency(interval, timestamptz, bigint) from public;
grant execute on function bandit.follower_efficiency(interval, timestamptz, bigint) to bandit_operator, bandit_reader;
