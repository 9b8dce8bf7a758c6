-- check_objective: an objective in its one spelling, or an error.

create or replace function bandit_internal.check_objective(
    p_what      text,                    -- what it should be, such as a measure
    p_objective text,                    -- the text; null: null
    p_errcode   text default 'WT004'     -- code of the error
) returns bandit_internal.objective
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_objective bandit_internal.objective := bandit_internal.parse_objective(p_objective);
begin
    if v_objective.problem is not null then
        raise exception '% is not %', coalesce(bandit_internal.quote_start(p_objective), 'null'), p_what
            using errcode = p_errcode,
                  detail  = v_objective.problem,
                  hint    = format('use followers_per_post (rate times reach) or f_per_1k (followers per 1000 of exposure), or a metric or a sum such as ''followers + 0.05*bookmarks per post'', per post or per 1000; metrics: %s, extra.NAME',
                                   array_to_string(bandit_internal.objective_metrics(), ', '));
    end if;
    return v_objective;
end
$function$;

comment on function bandit_internal.check_objective(text, text, text) is
    'Returns an objective, see parse_objective. Not one: p_errcode, with the reason and the metrics. Internal.';

revoke all on function bandit_internal.check_objective(text, text, text) from public;
grant execute on function bandit_internal.check_objective(text, text, text) to bandit_operator, bandit_reader;
