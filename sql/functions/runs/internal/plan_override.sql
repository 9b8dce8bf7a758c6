-- plan_override: what an override does to every weight, for the override itself and for its preview.
--
-- The generator gets the weight that is wanted, and the other free weights are rescaled by project_weights. Actions: set (a
-- weight now, free to move later), pin (held in every run), release (free again), disable (never chosen), enable (active
-- again, and pinned again if it was pinned before), test (status testing, held at its weight).

create or replace function bandit_internal.plan_override(
    p_account_id     bigint,    -- the account
    p_generator_name text,      -- canonical name
    p_action         text,      -- set, pin, release, disable, enable or test
    p_weight         numeric    -- the weight wanted, 0 to 1; null: its present weight
) returns bandit_internal.weight_move[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_min_weight numeric := (select s.min_weight from bandit_internal.stg_settings as s where s.account_id = p_account_id);
    v_generators bandit_internal.generator_weight[] := array(
        select row(g.generator_name, g.status, g.weight, g.pinned_weight)::bandit_internal.generator_weight
        from bandit_internal.stg_generators as g
        where g.account_id = p_account_id
          and (g.status <> 'retired' or g.generator_name = p_generator_name)
    );
    v_pin        numeric := (
        select g.pin_when_enabled
        from bandit_internal.stg_generators as g
        where g.account_id = p_account_id
          and g.generator_name = p_generator_name
    );
    v_generator  record;
    v_weight     numeric;
    v_moves      bandit_internal.weight_move[];
    v_names      text[];
    v_scores     numeric[];
    v_fixed      numeric[];
begin
    select g.status, g.weight, g.pinned_weight
    into v_generator
    from unnest(v_generators) as g
    where g.generator_name = p_generator_name;

    perform bandit_internal.check_override(p_generator_name, v_generator.status, v_generator.pinned_weight, p_action, p_weight, v_min_weight);

    if p_action not in ('disable', 'release') then
        v_weight := greatest(round(coalesce(p_weight, case when p_action = 'enable' then v_pin end, v_generator.weight), 4), v_min_weight);
    end if;
    perform bandit_internal.check_room(v_generators, p_generator_name, v_weight, v_min_weight);

    v_moves := array(
        select
            row(
                g.generator_name,
                g.status,
                case
                    when g.generator_name <> p_generator_name then g.status
                    else case p_action when 'disable' then 'disabled' when 'test' then 'testing' when 'enable' then 'active' else g.status end
                end,
                g.weight,
                null,
                case
                    when g.generator_name <> p_generator_name then g.pinned_weight
                    when p_action = 'pin'                     then v_weight
                    when p_action = 'enable' and v_pin > 0    then v_weight
                    when p_action = 'set'                     then g.pinned_weight
                end
            )::bandit_internal.weight_move
        from unnest(v_generators) as g
    );

    select
        array_agg(m.generator_name),
        array_agg(m.old_weight),
        array_agg(
            case
                when m.generator_name = p_generator_name                                then v_weight
                when m.pinned_weight is not null or m.new_status = 'testing'            then m.old_weight
            end
        )
    into v_names, v_scores, v_fixed
    from unnest(v_moves) as m
    where m.new_status in ('active', 'testing');

    return array(
        select row(m.generator_name, m.old_status, m.new_status, m.old_weight, coalesce(w.weight, m.old_weight), m.pinned_weight)::bandit_internal.weight_move
        from unnest(v_moves) as m
        left join bandit_internal.project_weights(v_names, v_scores, v_fixed, v_min_weight) as w using (generator_name)
        order by coalesce(w.weight, m.old_weight) desc, m.generator_name collate "C"
    );
end
$function$;

comment on function bandit_internal.plan_override(bigint, text, text, numeric) is
    'Returns status and weight (0 to 1) of every generator before and after an override. Impossible action: WT004 or WT016. Infeasible weights: WT012 with the numbers.';

revoke all on function bandit_internal.plan_override(bigint, text, text, numeric) from public;
