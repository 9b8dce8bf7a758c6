-- explain_staleness: describes what has changed since a run was suggested.

create or replace function bandit_internal.explain_staleness(
    p_account_id bigint,                          -- the account
    p_stages     bandit_internal.weight_stage[]   -- the stages that the run waits to apply
) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_min_weight numeric := (select s.min_weight from bandit_internal.stg_settings as s where s.account_id = p_account_id);
    v_generators bandit_internal.generator_weight[] := bandit_internal.generators_in_play(p_account_id);
begin
    return (
        with suggested as (
            select
                s.generator_name,
                concat_ws(' ', s.current_weight, nullif(s.status, 'active'), case when s.pinned_weight is not null then 'pinned' end) as state,
                s.pinned_weight is null and s.status = 'active' and l.weight < v_min_weight as is_under_floor,
                round(l.weight, 4) as lowest_weight
            from unnest(p_stages) as s
            cross join lateral (
                select least(s.new_weight, min(c.weight)) as weight
                from unnest(s.context_weights) as c
            ) as l
        ),
        present as (
            select
                g.generator_name,
                concat_ws(' ', g.weight, nullif(g.status, 'active'), case when g.pinned_weight is not null then 'pinned' end) as state
            from unnest(v_generators) as g
        )
        select string_agg(
            case
                when s.state is distinct from p.state
                then format('%s from %s to %s', generator_name, coalesce(s.state, 'absent'), coalesce(p.state, 'absent'))
                else format('%s would be at %s, under min_weight %s', generator_name, s.lowest_weight, v_min_weight)
            end,
            ', ' order by generator_name collate "C"
        )
        from suggested as s
        full join present as p using (generator_name)
        where s.state is distinct from p.state
           or s.is_under_floor
    );
end
$function$;

comment on function bandit_internal.explain_staleness(bigint, bandit_internal.weight_stage[]) is
    'Returns the weights, pins and statuses that have changed since a run was suggested, and its weights (by context too) under the present floor; NULL: it can be applied.';

revoke all on function bandit_internal.explain_staleness(bigint, bandit_internal.weight_stage[]) from public;
