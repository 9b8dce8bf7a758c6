-- explain_staleness: what has changed since a run was suggested, so that it can no longer be applied.

create or replace function bandit_internal.explain_staleness(
    p_account_id bigint,   -- the account
    p_stages     jsonb     -- array of the rows that the run waits to apply
) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_min_weight numeric := (select s.min_weight from bandit_internal.stg_settings as s where s.account_id = p_account_id);
begin
    return (
        with suggested as (
            select
                s.generator_name,
                concat_ws(' ', s.current_weight, nullif(s.status, 'active'), case when s.pinned_weight is not null then 'pinned' end) as state,
                s.pinned_weight is null and s.status = 'active' and l.weight < v_min_weight as is_under_floor,
                l.weight as lowest_weight
            from jsonb_to_recordset(p_stages) as s (
                generator_name text, status text, current_weight numeric(5, 4), new_weight numeric(5, 4), pinned_weight numeric,
                context_weights jsonb
            )
            cross join lateral (
                select least(s.new_weight, min(c.weight)) as weight
                from jsonb_to_recordset(nullif(s.context_weights, 'null')) as c (weight numeric(5, 4))
            ) as l
        ),
        present as (
            select
                g.generator_name,
                concat_ws(' ', g.weight, nullif(g.status, 'active'), case when g.pinned_weight is not null then 'pinned' end) as state
            from bandit_internal.stg_generators as g
            where g.account_id = p_account_id
              and g.status in ('active', 'testing')
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

comment on function bandit_internal.explain_staleness(bigint, jsonb) is
    'Weights, pins and statuses that are no longer what a suggested run was computed from, and weights of it, in a context or not, that a higher floor forbids; null: it can be applied. Internal.';

revoke all on function bandit_internal.explain_staleness(bigint, jsonb) from public;
