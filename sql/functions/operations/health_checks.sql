-- health_checks: all health checks of an account.
--
-- Each check reads an index range of the last days, so its cost does not grow with the history.

create or replace function bandit.health_checks(
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint      default null    -- null: the current account
) returns setof bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
begin
    return query
    select c.* from bandit_internal.health_weights_sum(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_weights_equal(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_weights_static(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_dominant_generator(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_f_per_1k(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_idle_generators(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_selection(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_unknown_generators(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_unposted_decisions(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_metrics(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_scraping(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_followers(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_rejected_metrics(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_run_due(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_last_run(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_mode(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_change_points(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_experiments(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_objective(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_guardrail(v_account_id, v_now) as c
    union all
    select c.* from bandit_internal.health_jobs(v_account_id, v_now) as c;
end
$function$;

comment on function bandit.health_checks(timestamptz, bigint) is
    'Returns the health checks of an account, one row each: severity (ok, info, warning or critical; no data yet is info), value, threshold, one sentence and what to run.';

revoke all on function bandit.health_checks(timestamptz, bigint) from public;
grant execute on function bandit.health_checks(timestamptz, bigint) to bandit_operator, bandit_reader;
