-- check_measure: the objective that a policy is evaluated in, or an error.

create or replace function bandit_internal.check_measure(
    p_measure text   -- such as f_per_1k or bookmarks per post
) returns bandit_internal.objective
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_objective bandit_internal.objective := bandit_internal.parse_objective(p_measure);
begin
    if v_objective.problem is not null then
        raise exception '% is not a measure', coalesce(bandit_internal.quote_start(p_measure), 'null')
            using errcode = 'WT004',
                  detail  = v_objective.problem,
                  hint    = format('use followers_per_post, f_per_1k, or a metric or weighted sum per post or per 1000; metrics: %s, extra.NAME',
                                   array_to_string(bandit_internal.objective_metrics(), ', '));
    end if;
    return v_objective;
end
$function$;

comment on function bandit_internal.check_measure(text) is
    'Returns the objective that a measure names, see parse_objective. Not one: WT004, with the reason and the metrics.';

revoke all on function bandit_internal.check_measure(text) from public;
grant execute on function bandit_internal.check_measure(text) to bandit_operator, bandit_reader;
