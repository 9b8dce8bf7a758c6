-- project_contexts: the weights in each context, from the scores that a policy gives there.

create or replace function bandit_internal.project_contexts(
    p_targets    bandit_internal.weight_target[],   -- the generators in play; used are names, fixed weights and context scores
    p_min_weight numeric                            -- floor of the weights that are not fixed, 0 to 1
) returns table (
    generator_name  text,
    context_weights bandit_internal.context_weight[]
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    with scored as (
        select
            dense_rank() over (order by s.topic, s.format, s.daypart) as context_number,
            t.generator_name,
            s.topic,
            s.format,
            s.daypart,
            s.score
        from unnest(p_targets) as t
        cross join lateral unnest(t.context_scores) as s
    ),
    contexts as (
        select distinct s.context_number, s.topic, s.format, s.daypart
        from scored as s
    ),
    inputs as (
        select
            c.topic,
            c.format,
            c.daypart,
            array_agg(t.generator_name) as names,
            array_agg(s.score) as scores,
            array_agg(t.fixed_weight) as fixed
        from contexts as c
        cross join unnest(p_targets) as t
        left join scored as s
            on s.context_number = c.context_number
           and s.generator_name = t.generator_name
        group by c.topic, c.format, c.daypart
    )
    select
        w.generator_name,
        array_agg(row(i.topic, i.format, i.daypart, w.weight)::bandit_internal.context_weight
                  order by i.topic collate "C", i.format collate "C", i.daypart)
    from inputs as i
    cross join lateral bandit_internal.project_weights(i.names, i.scores, i.fixed, p_min_weight) as w
    group by w.generator_name;
end
$function$;

comment on function bandit_internal.project_contexts(bandit_internal.weight_target[], numeric) is
    'Returns the weights of each generator by context: in each context weights by project_weights, fixed ones exact. No row without contexts. Infeasible: WT012.';

revoke all on function bandit_internal.project_contexts(bandit_internal.weight_target[], numeric) from public;
grant execute on function bandit_internal.project_contexts(bandit_internal.weight_target[], numeric) to bandit_operator, bandit_reader;
