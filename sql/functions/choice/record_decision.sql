-- record_decision: stores a choice that was made while the database was unavailable.
--
-- The caller drew from propensities of list_propensities, or from the packaged ones, and gave the decision an id: a repeated
-- call with this id changes nothing. The arm may have ended and the generator may be disabled since.

create or replace function bandit.record_decision(
    p_decision_id    uuid,                        -- id that the caller gave to the choice
    p_generator_name text,                        -- the generator that was chosen
    p_experiment_arm text,                        -- the arm it was chosen in
    p_u              double precision,            -- the draw in [0,1) that decided
    p_propensity     numeric,                     -- probability with which it was chosen, above 0 and up to 1
    p_source         text,                        -- cache (the last known propensities) or default (the packaged ones)
    p_created_at     timestamptz,                 -- when it was chosen
    p_context        jsonb       default null,    -- a JSON object: what was known of the post, such as topic and format
    p_account_id     bigint      default null     -- null: the account of the decision, else the current one
) returns table (
    decision_id    uuid,
    generator_name text,
    experiment_arm text,
    propensity     numeric,
    source         text,
    created_at     timestamptz
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_account_id     bigint := bandit_internal.resolve_account(bandit_internal.account_of_decisions(p_account_id, array[p_decision_id]));
    v_generator_name text := bandit_internal.find_generator(v_account_id, p_generator_name);
    v_block_at       timestamptz;
    v_decision       record;
begin
    perform bandit_internal.check_draw(p_u, p_context);
    perform bandit_internal.check_time(p_created_at, bandit.clock());
    if (p_propensity > 0 and p_propensity <= 1 and p_source in ('cache', 'default') and p_created_at is not null
        and p_decision_id is not null and trim(p_experiment_arm) <> '') is not true then
        raise exception 'a decision needs an id, an arm, a propensity, a source and a time'
            using errcode = 'WT004',
                  detail  = format('p_decision_id = %L, p_experiment_arm = %L, p_propensity = %L, p_source = %L, p_created_at = %L',
                                   p_decision_id, p_experiment_arm, p_propensity, p_source, p_created_at),
                  hint    = 'the propensity lies above 0 and up to 1, the source is cache or default';
    end if;

    select b.starts_at
    into v_block_at
    from bandit_internal.current_block(v_account_id, bandit_internal.block_length(v_account_id), p_created_at) as b
    where b.draw = p_u;

    insert into bandit.content_metadata (
        account_id, decision_id, generator_name, experiment_arm, propensity, u, block_at, source, topic, format, context, created_at
    )
    values (
        v_account_id, p_decision_id, v_generator_name, p_experiment_arm, p_propensity, p_u, v_block_at, p_source,
        p_context ->> 'topic', p_context ->> 'format', p_context, p_created_at
    )
    on conflict (account_id, decision_id) do nothing;

    select c.generator_name, c.experiment_arm, c.u, c.propensity, c.source, c.created_at
    into v_decision
    from bandit.content_metadata as c
    where c.account_id = v_account_id
      and c.decision_id = p_decision_id;
    if (v_decision.generator_name, v_decision.experiment_arm, v_decision.u) is distinct from (v_generator_name, p_experiment_arm, p_u) then
        raise exception 'the decision was another choice'
            using errcode = 'WT008',
                  detail  = format('decision %s is %s in %s with u = %s, not %s in %s with u = %s', p_decision_id,
                                   v_decision.generator_name, v_decision.experiment_arm, v_decision.u, v_generator_name, p_experiment_arm, p_u),
                  hint    = 'give every choice an id of its own';
    end if;

    perform bandit_internal.take_up_post(v_account_id, p_decision_id);

    return query
    select p_decision_id, v_decision.generator_name, v_decision.experiment_arm, v_decision.propensity, v_decision.source, v_decision.created_at;
end
$function$;

comment on function bandit.record_decision(uuid, text, text, double precision, numeric, text, timestamptz, jsonb, bigint) is
    'Stores a choice that was made while the database was unavailable and returns it, and marks it as posted if keep_post has its post; a repeated call changes nothing. Unknown generator: WT002. Invalid argument: WT004. Another choice under this id: WT008.';

revoke all on function bandit.record_decision(uuid, text, text, double precision, numeric, text, timestamptz, jsonb, bigint) from public;
grant execute on function bandit.record_decision(uuid, text, text, double precision, numeric, text, timestamptz, jsonb, bigint) to bandit_bot, bandit_operator;
