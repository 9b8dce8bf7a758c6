-- health_dominant_generator: does one generator leave too little weight for the others?
--
-- Under the policy thompson a large weight is the result of evidence, so only a pinned one is a warning.

create or replace function bandit_internal.health_dominant_generator(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_limit     numeric;
    v_name      text;
    v_weight    numeric;
    v_is_earned boolean;
begin
    select s.dominant_weight, g.generator_name, g.weight, s.policy = 'thompson' and g.pinned_weight is null
    into v_limit, v_name, v_weight, v_is_earned
    from bandit_internal.stg_settings as s
    left join bandit_internal.stg_generators as g
        on g.account_id = s.account_id
       and g.status in ('active', 'testing')
    where s.account_id = p_account_id
    order by g.weight desc, g.generator_name collate "C"
    limit 1;

    return row(
        'dominant_generator',
        case when v_weight is null then 'info' when v_weight > v_limit and not v_is_earned then 'warning' else 'ok' end,
        case when v_weight is null then 'no data yet' else format('%s at %s', v_name, v_weight) end,
        format('at most %s', v_limit),
        case
            when v_weight is null   then 'no data yet: no generator is active or testing'
            when v_weight > v_limit and v_is_earned then format('%s is probably the best, so the policy thompson keeps the others near the floor; each run decides again', v_name)
            when v_weight > v_limit then format('%s is chosen so often that the others are rarely tried', v_name)
            else format('%s has the largest weight and leaves room for the others', v_name)
        end,
        case when v_weight > v_limit and not v_is_earned then format('pgbandit generator set %s %s', v_name, v_limit) end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_dominant_generator(bigint, timestamptz) is
    'Returns the health check dominant_generator: warning if one weight exceeds the setting dominant_weight and was not set by the policy thompson.';

revoke all on function bandit_internal.health_dominant_generator(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_dominant_generator(bigint, timestamptz) to bandit_operator, bandit_reader;
