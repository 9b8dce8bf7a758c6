-- project_contexts: the weights of each context from the scores that a policy gives there.

create or replace function bandit_internal.project_contexts(
    p_names      text[],     -- n generators
    p_scores     jsonb[],    -- for each an array of {"topic", "format", "daypart", "score"}, or null
    p_fixed      numeric[],  -- n weights that hold in every context; null: free
    p_min_weight numeric     -- floor of the free ones
) returns table (
    generator_name  text,
    context_weights jsonb
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    with scored as (
        select n.place, s.topic, s.format, s.daypart, s.score
        from unnest(p_names, p_scores) with ordinality as n (name, scores, place)
        cross join lateral jsonb_to_recordset(n.scores) as s (topic text, format text, daypart integer, score numeric)
    ),
    contexts as (
        select s.topic, s.format, s.daypart, jsonb_object_agg(s.place, s.score) as scores
        from scored as s
        group by s.topic, s.format, s.daypart
    )
    select
        w.generator_name,
        jsonb_agg(jsonb_build_object('topic', c.topic, 'format', c.format, 'daypart', c.daypart, 'weight', w.weight)
                  order by c.topic collate "C", c.format collate "C", c.daypart)
    from contexts as c
    cross join lateral (
        select array_agg((c.scores ->> n::text)::numeric order by n) as scores
        from generate_subscripts(p_names, 1) as n
    ) as s
    cross join lateral bandit_internal.project_weights(p_names, s.scores, p_fixed, p_min_weight) as w
    group by w.generator_name;
end
$function$;

comment on function bandit_internal.project_contexts(text[], jsonb[], numeric[], numeric) is
    'Per generator an array of {"topic", "format", "daypart", "weight"}: in each context weights by project_weights, fixed ones exact. No row without contexts. Infeasible: WT012.';

revoke all on function bandit_internal.project_contexts(text[], jsonb[], numeric[], numeric) from public;
grant execute on function bandit_internal.project_contexts(text[], jsonb[], numeric[], numeric) to bandit_operator, bandit_reader;
