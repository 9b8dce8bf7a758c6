-- recent_choices: the choices that health_selection tests.
--
-- Choices that were made while the database was unavailable followed older weights and are left out, and so are those of arms
-- with weights of their own, which weight_changes does not record.

create or replace function bandit_internal.recent_choices(
    p_account_id bigint,        -- the account
    p_since      timestamptz,   -- later choices only
    p_held_since timestamptz,   -- in transformed arms: later choices only
    p_now        timestamptz    -- no later choices
) returns bandit_internal.arm_choice[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_choices constant integer := 500;
begin
    return array(
        select row(d.generator_name, d.experiment_arm, e.transform, e.strength, d.created_at)::bandit_internal.arm_choice
        from bandit_internal.stg_decisions as d
        join bandit_internal.stg_experiment_arms as e
            on e.account_id = d.account_id
           and e.experiment_arm = d.experiment_arm
           and e.ended_at is null
           and d.created_at >= e.started_at
        where d.account_id = p_account_id
          and d.source = 'choice'
          and e.transform not in ('weights', 'policy')
          and (e.transform = 'none' or d.created_at > p_held_since)
          and d.created_at > p_since
          and d.created_at <= p_now
        order by d.created_at desc
        limit c_choices
    );
end
$function$;

comment on function bandit_internal.recent_choices(bigint, timestamptz, timestamptz, timestamptz) is
    'Returns the latest choices in arms that use the weights of the account, at most 500, newest first.';

revoke all on function bandit_internal.recent_choices(bigint, timestamptz, timestamptz, timestamptz) from public;
grant execute on function bandit_internal.recent_choices(bigint, timestamptz, timestamptz, timestamptz) to bandit_operator, bandit_reader;
