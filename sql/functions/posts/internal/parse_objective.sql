-- parse_objective: reads an objective: what the value of a post is.
--
-- A metric or a weighted sum of metrics, per post unless it says per 1000 (of exposure). Weights are above 0, because what is
-- learned are rates of counts. The two words followers_per_post and f_per_1k are the objectives of followers alone.

create or replace function bandit_internal.parse_objective(
    p_objective text   -- such as f_per_1k, bookmarks per 1000 or followers + 0.05*bookmarks per post
) returns bandit_internal.objective
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_longest constant integer := 500;   -- characters
    c_basis   constant text := '\sper\s+(post|1000|1k)(\s+(of\s+exposure|impressions))?\s*$';
    v_basis   text := lower((regexp_match(p_objective, c_basis, 'i'))[1] collate "C");
    v_result  bandit_internal.objective;
    v_sum     text;
begin
    if p_objective in ('followers_per_post', 'f_per_1k') then
        return row(p_objective, '{followers}', '{1}', p_objective = 'followers_per_post', false, 1, null)::bandit_internal.objective;
    elsif length(p_objective) > c_longest then
        v_result.problem := format('it is longer than %s characters', c_longest);
        return v_result;
    end if;

    select
        array_agg(t.metric order by s.place),
        array_agg(t.weight order by s.place),
        max(t.weight),
        string_agg(case when t.weight <> 1 then trim_scale(t.weight) || '*' else '' end || t.metric, ' + ' order by s.place),
        (array_agg(t.problem order by s.place) filter (where t.problem is not null))[1]
    into v_result.metrics, v_result.weights, v_result.unit, v_sum, v_result.problem
    from string_to_table(regexp_replace(p_objective, c_basis, '', 'i'), '+') with ordinality as s (term, place)
    cross join lateral bandit_internal.objective_term(s.term) as t;

    v_result.is_per_post := coalesce(v_basis = 'post', true);
    v_result.is_own := true;
    v_result.name := v_sum || case when v_result.is_per_post then ' per post' else ' per 1000' end;
    v_result.problem := coalesce(v_result.problem, case
        when v_result.name is null
            then 'it is empty'
        when cardinality(v_result.metrics) > (select count(distinct m) from unnest(v_result.metrics) as m)
            then 'it names a metric twice'
        when 'impressions' = any (v_result.metrics) and not v_result.is_per_post
            then 'impressions are the exposure, so per 1000 they are the same for every generator'
    end);
    if v_result.name in ('followers per post', 'followers per 1000') and v_result.problem is null then
        return bandit_internal.parse_objective(case when v_result.is_per_post then 'followers_per_post' else 'f_per_1k' end);
    end if;
    return v_result;
end
$function$;

comment on function bandit_internal.parse_objective(text) is
    'Returns an objective: the metrics and weights of its terms, whether it counts per post, and its name in one spelling; problem: why the text is not an objective, NULL: it is one.';

revoke all on function bandit_internal.parse_objective(text) from public;
grant execute on function bandit_internal.parse_objective(text) to bandit_operator, bandit_reader;
