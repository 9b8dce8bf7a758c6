-- check_experiment: checks what an experiment is called and what its arm does.

create or replace function bandit_internal.check_experiment(
    p_experiment text,    -- its name
    p_hypothesis text,    -- what is expected, in words
    p_transform  text,    -- transform; null: none given
    p_weights    jsonb,   -- fixed weights; null: none given
    p_policy     text     -- policy; null: none given
) returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_policies text[] := array(
        select p.policy
        from bandit_internal.stg_policies as p
        join pg_proc as f
            on f.pronamespace = 'bandit_internal'::regnamespace
           and f.proname = 'target_weights_' || p.policy
           and 'p_generators' = any (f.proargnames)
        order by p.policy
    );
begin
    if (p_experiment ~ '^[^[:cntrl:]]{1,63}$') is not true then
        raise exception '% is not a name of an experiment', coalesce(bandit_internal.quote_start(p_experiment), 'null')
            using errcode = 'WT004', detail = 'a name has 1 to 63 characters and no control characters', hint = 'for example: fewer personas';
    end if;
    if (p_hypothesis ~ '[^[:space:]]') is not true then
        raise exception 'a hypothesis is required'
            using errcode = 'WT004', detail = format('experiment %s has none', bandit_internal.quote_start(p_experiment)),
                  hint = 'give the expected effect in a few words; it is stored with the results';
    end if;
    if num_nonnulls(p_transform, p_weights, p_policy) > 1 then
        raise exception 'an arm has a transform, fixed weights or a policy, not several'
            using errcode = 'WT004', detail = format('transform %L, policy %L, weights %s', p_transform, p_policy, left(p_weights::text, 100)),
                  hint = 'start one experiment for each';
    end if;
    if p_policy <> all (v_policies) then
        raise exception 'no arm can follow the policy %', bandit_internal.quote_start(p_policy)
            using errcode = 'WT004', detail = format('policies: %s', array_to_string(v_policies, ', ')), hint = 'use one of them';
    end if;
end
$function$;

comment on function bandit_internal.check_experiment(text, text, text, jsonb, text) is
    'Raises WT004 if the name of an experiment is not 1 to 63 characters without control characters, the hypothesis is missing, more than one of transform, weights and policy is given, or no arm can follow the policy. Internal.';

revoke all on function bandit_internal.check_experiment(text, text, text, jsonb, text) from public;
