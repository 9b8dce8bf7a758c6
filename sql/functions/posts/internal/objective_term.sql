-- objective_term: reads one term of an objective, a metric or a number times a metric.

create or replace function bandit_internal.objective_term(
    p_term text   -- such as bookmarks, 0.05*bookmarks or bookmarks*0.05
) returns table (
    metric  text,
    weight  numeric,
    problem text
)
language plpgsql
immutable
parallel safe
rows 1
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_least  constant numeric := 0.000001;
    c_most   constant numeric := 1000000;
    c_number constant text := '[0-9]{1,20}(?:[.][0-9]{0,20})?|[.][0-9]{1,20}';
    c_name   constant text := '[A-Za-z_][A-Za-z0-9_.]{0,70}';
    c_extra  constant text := '^extra[.][a-z0-9_]+$';
    v_term   text := regexp_replace(p_term, '^\s+|\s+$', '', 'g');
    v_parts  text[] := regexp_match(v_term, format('^(?:(%s)\s*[*]\s*)?(%s)$', c_number, c_name));
begin
    if v_parts is null then
        v_parts := regexp_match(v_term, format('^(%2$s)\s*[*]\s*(%1$s)$', c_number, c_name));
        v_parts := array[v_parts[2], v_parts[1]];
    end if;

    weight := coalesce(v_parts[1], '1')::numeric;
    metric := case
        when v_parts[2] ~* c_extra then 'extra.' || substr(v_parts[2], 7)
        else lower(v_parts[2] collate "C")
    end;
    problem := case
        when metric is null and v_term ~ '-'
            then format('%s: a metric cannot be subtracted, since all weights are above 0', bandit_internal.quote_start(v_term))
        when metric is null
            then format('%s is not a metric or a number times a metric', bandit_internal.quote_start(v_term))
        when metric <> all (bandit_internal.objective_metrics()) and metric !~* c_extra
            then format('there is no metric %s', bandit_internal.quote_start(metric))
        when not weight between c_least and c_most
            then format('the weight %s is not between %s and %s', v_parts[1], c_least, c_most)
    end;
    return next;
end
$function$;

comment on function bandit_internal.objective_term(text) is
    'Returns the metric and the weight of a term of an objective, and what is wrong with it; NULL: nothing.';

revoke all on function bandit_internal.objective_term(text) from public;
grant execute on function bandit_internal.objective_term(text) to bandit_operator, bandit_reader;
