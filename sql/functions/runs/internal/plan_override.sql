-- plan_override: what an override makes of every weight. The override itself and its preview both go by this.
--
-- The generator is put where the operator wants it, and the other free weights are rescaled by project_weights. Actions:
-- set (a weight now, free to move later), pin (held through every run), release (free again), disable (never chosen),
-- enable (active again), test (status testing, held at its weight).

create or replace function bandit_internal.plan_override(
    p_account_id     bigint,    -- the account
    p_generator_name text,      -- canonical name
    p_action         text,      -- set, pin, release, disable, enable or test
    p_weight         numeric    -- the weight wanted, 0 to 1; null: the one it has
) returns table (
    generator_name text,
    old_status     text,
    new_status     text,
    old_weight     numeric,
    new_weight     numeric,
    pinned_weight  numeric
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_generator  record;
    v_min_weight numeric;
    v_weight     numeric;
    v_status     text;
begin
    select s.min_weight
    into v_min_weight
    from bandit_internal.stg_settings as s
    where s.account_id = p_account_id;

    select g.status, g.weight, g.pinned_weight
    into v_generator
    from bandit_internal.stg_generators as g
    where g.account_id = p_account_id
      and g.generator_name = p_generator_name;

    perform bandit_internal.check_override(p_generator_name, v_generator.status, v_generator.pinned_weight, p_action, p_weight, v_min_weight);

    v_status := case p_action when 'disable' then 'disabled' when 'test' then 'testing' when 'enable' then 'active' else v_generator.status end;
    v_weight := case
        when p_action in ('disable', 'release') then null
        else greatest(round(coalesce(p_weight, v_generator.weight), 4), v_min_weight)
    end;
    perform bandit_internal.check_room(p_account_id, p_generator_name, v_weight, v_min_weight);

    return query
    with wanted as (
        select
            g.generator_name,
            g.status as old_status,
            g.weight as old_weight,
            case when g.generator_name = p_generator_name then v_status else g.status end as new_status,
            case
                when g.generator_name <> p_generator_name then g.pinned_weight
                when p_action = 'pin'                     then v_weight
                when p_action = 'set'                     then g.pinned_weight
            end as pinned_weight
        from bandit_internal.stg_generators as g
        where g.account_id = p_account_id
    ),
    arrays as (
        select
            array_agg(w.generator_name) as names,
            array_agg(w.old_weight) as scores,
            array_agg(
                case
                    when w.generator_name = p_generator_name                                then v_weight
                    when w.pinned_weight is not null or w.new_status = 'testing'            then w.old_weight
                end
            ) as fixed
        from wanted as w
        where w.new_status <> 'disabled'
    ),
    projected as (
        select p.generator_name, p.weight
        from arrays as a
        cross join lateral bandit_internal.project_weights(a.names, a.scores, a.fixed, v_min_weight) as p
    )
    select w.generator_name, w.old_status, w.new_status, w.old_weight::numeric, coalesce(p.weight, w.old_weight)::numeric, w.pinned_weight::numeric
    from wanted as w
    left join projected as p using (generator_name)
    order by coalesce(p.weight, w.old_weight) desc, w.generator_name collate "C";
end
$function$;

comment on function bandit_internal.plan_override(bigint, text, text, numeric) is
    'Status and weight (0 to 1) of every generator before and after an override. Impossible action: WT004 or WT016. Infeasible weights: WT012 with the numbers. Internal.';

revoke all on function bandit_internal.plan_override(bigint, text, text, numeric) from public;
