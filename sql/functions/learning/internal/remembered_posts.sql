-- remembered_posts: how many posts the policy thompson learns from, weighted by age, and how many come each day.

create or replace function bandit_internal.remembered_posts(
    p_account_id bigint,        -- the account
    p_half_life  interval,      -- age at which a post counts half
    p_now        timestamptz    -- nothing known later is used
) returns table (
    weighted double precision,
    per_day  double precision
)
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_objective bandit_internal.objective := bandit_internal.parse_objective((
        select s.objective from bandit_internal.stg_settings as s where s.account_id = p_account_id
    ));
    v_per_day   double precision := bandit_internal.posts_per_day(p_account_id, p_now, v_objective);
begin
    return query
    select
        coalesce(sum(power(0.5::double precision, extract(epoch from p_now - p.posted_at) / extract(epoch from p_half_life)) order by p.posted_at), 0),
        v_per_day
    from bandit_internal.posts_as_of(p_account_id, p_now - bandit_internal.learning_memory(p_half_life), p_now, p_now, v_objective) as p
    where p.value_exposure > 0
      and p.value is not null;
end
$function$;

comment on function bandit_internal.remembered_posts(bigint, interval, timestamptz) is
    'Returns the number of posts with exposure and a known value in the account''s objective, each weighted by 0.5^(age / half-life), and the number of measured posts a day in the last 7 days.';

revoke all on function bandit_internal.remembered_posts(bigint, interval, timestamptz) from public;
grant execute on function bandit_internal.remembered_posts(bigint, interval, timestamptz) to bandit_operator, bandit_reader;
