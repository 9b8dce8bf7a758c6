-- check_guardrail: the metric of a guardrail in its one spelling, or an error.

create or replace function bandit_internal.check_guardrail(
    p_metric text,      -- the metric
    p_kind   text,      -- min or max; null: both, to remove them
    p_bound  numeric    -- the bound; null: to be removed
) returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_most      constant numeric := 1000000;
    v_objective bandit_internal.objective := bandit_internal.parse_objective(p_metric || ' per 1000');
begin
    if v_objective.problem is not null or p_metric is null or v_objective.unit <> 1 or cardinality(v_objective.metrics) <> 1 then
        raise exception '% is not a metric of a guardrail', coalesce(bandit_internal.quote_start(p_metric), 'null')
            using errcode = 'WT004',
                  detail  = coalesce(v_objective.problem, 'a guardrail has one metric, without a weight'),
                  hint    = format('metrics: %s, extra.NAME', array_to_string(array_remove(bandit_internal.objective_metrics(), 'impressions'), ', '));
    elsif p_kind not in ('min', 'max') or p_kind is null and p_bound is not null then
        raise exception '% is not a kind of guardrail', coalesce(bandit_internal.quote_start(p_kind), 'null')
            using errcode = 'WT004', detail = 'kinds: min, max', hint = 'use min for a lower bound, or max for an upper one';
    elsif not p_bound between 0 and c_most then
        raise exception '% is not a bound', p_bound
            using errcode = 'WT004', detail = format('a bound is from 0 to %s, per 1000 of exposure', c_most), hint = 'use such a number, or none to remove the guardrail';
    end if;
    return v_objective.metrics[1];
end
$function$;

comment on function bandit_internal.check_guardrail(text, text, numeric) is
    'Returns the metric of a guardrail. Not a metric, a kind or a bound: WT004. Internal.';

revoke all on function bandit_internal.check_guardrail(text, text, numeric) from public;
