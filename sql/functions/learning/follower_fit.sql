-- follower_fit: how the policy thompson explains the follower counts of an account.

create or replace function bandit.follower_fit(
    p_now        timestamptz default null,   -- null: clock(); nothing later is used
    p_account_id bigint      default null    -- null: the current account
) returns table (
    until_at       timestamptz,
    hours          double precision,
    gained         double precision,
    expected       double precision,
    standard_error double precision,
    base           double precision,
    level          double precision,
    belief         double precision
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_rows       bandit_internal.count_row[] := bandit_internal.count_rows(v_account_id, bandit_internal.remembered_generators(v_account_id, v_now), v_now);
    v_fit        bandit_internal.count_fit;
begin
    if cardinality(v_rows) = 0 then
        return;
    end if;

    v_fit := bandit_internal.fit_counts(v_rows, floor(extract(epoch from v_now) / 86400)::integer);
    return query
    select u.until_at, u.hours, u.gained, i.mu, sqrt(i.variance), v_fit.base * u.hours, i.level, i.belief
    from unnest(v_rows) with ordinality as u (until_at, day, hours, gained, exposures, squares, number)
    join unnest(v_fit.expected, v_fit.variances, v_fit.beliefs, v_fit.levels) with ordinality as i (mu, variance, belief, level, number) using (number)
    order by u.until_at desc;
end
$function$;

comment on function bandit.follower_fit(timestamptz, bigint) is
    'Returns each interval between two counts that the policy thompson learns from, newest first: net gain that was not reported for single posts; the gain expected from the rates of all generators, with its standard error; the part of it that comes without posts (base); the level of the day (1: as usual); and how much the interval is believed (0 to 1). No row: the followers of each post are known. Unknown account: WT001.';

revoke all on function bandit.follower_fit(timestamptz, bigint) from public;
grant execute on function bandit.follower_fit(timestamptz, bigint) to bandit_operator, bandit_reader;
