-- generator_states: the weights of every generator at two times, and the reason for the later one.
--
-- The reason is that of the last applied run, unless the weight was changed by hand after it. A generator that was disabled or
-- retired at that time is left out.

create or replace function bandit_internal.generator_states(
    p_account_id bigint,        -- the account
    p_from       timestamptz,   -- the earlier time
    p_at         timestamptz    -- the later time
) returns setof bandit_internal.report_state
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_run     record;
    v_before  jsonb := (select jsonb_object_agg(w.generator_name, w.weight) from bandit_internal.weights_at(p_account_id, p_from) as w);
    v_names   text[];
    v_weights numeric[];
    v_reasons text[];
    v_times   timestamptz[];
begin
    select array_agg(w.generator_name), array_agg(w.weight), array_agg(w.reason), array_agg(w.changed_at)
    into v_names, v_weights, v_reasons, v_times
    from bandit_internal.weights_at(p_account_id, p_at) as w;

    select r.run_at, r.reasons
    into v_run
    from bandit_internal.stg_runs as r
    where r.account_id = p_account_id
      and coalesce(r.decided_at, r.run_at) <= p_at
      and r.status = 'success'
    order by r.run_at desc
    limit 1;

    return query
    select
        g.generator_name,
        g.status,
        g.needs_review,
        g.weight::numeric,
        (v_before ->> g.generator_name)::numeric,
        w.weight,
        case when w.changed_at <= v_run.run_at or w.changed_at is null then v_run.reasons ->> g.generator_name else w.reason end
    from bandit_internal.stg_generators as g
    join unnest(v_names, v_weights, v_reasons, v_times) as w (generator_name, weight, reason, changed_at) on w.generator_name = g.generator_name
    where g.account_id = p_account_id
      and (g.status in ('active', 'testing') or g.last_updated > p_at)
      and (w.weight > 0 or g.status in ('active', 'testing') and w.changed_at is null);
end
$function$;

comment on function bandit_internal.generator_states(bigint, timestamptz, timestamptz) is
    'Returns status, weights (0 to 1) and the reason for the weight of every generator that could be chosen at p_at; reason NULL: not changed up to then.';

revoke all on function bandit_internal.generator_states(bigint, timestamptz, timestamptz) from public;
grant execute on function bandit_internal.generator_states(bigint, timestamptz, timestamptz) to bandit_operator, bandit_reader;
