-- choose_generator: chooses the generator of the next post, and stores the decision.
--
-- Inverse-CDF sampling: one draw decides the experiment arm and, within it, the generator. Arms in byte order of their names
-- divide [0,1) by their shares, generators in byte order of theirs divide each part by their propensities: lower edge <= u <
-- upper edge. If the arm is given, the draw only decides the generator. Where the account chooses in blocks, the draw of the block
-- takes the place of the post's own, and its context does not count.
--
-- Reads and inserts one row, without waiting for any other session. Two cases need a second attempt, for which the account is
-- locked and its propensities are stored: none are stored (weights were changed by hand), or a run replaced the contexts, or
-- the generator was renamed or removed between the statements.

create or replace function bandit.choose_generator(
    p_arm        text             default null,   -- experiment arm; null: drawn
    p_context    jsonb            default null,   -- a JSON object: what is known of the post, such as topic and format
    p_u          double precision default null,   -- the draw in [0,1); null: random()
    p_now        timestamptz      default null,   -- null: clock()
    p_account_id bigint           default null    -- null: the current account
) returns table (
    decision_id    uuid,
    generator_name text,
    experiment_arm text,
    weight         numeric,
    propensity     numeric,
    u              double precision
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id  bigint := bandit_internal.resolve_account(p_account_id);
    v_now         timestamptz := bandit_internal.resolve_now(p_now);
    v_u           double precision := coalesce(p_u, random());
    v_decision_id uuid := gen_random_uuid();
    v_context     integer;
    v_chosen      record;
begin
    perform bandit_internal.check_draw(v_u, p_context);

    for v_attempt in 1 .. 2 loop
        v_context := bandit_internal.find_context(v_account_id, p_context, v_now);

        select
            p.arm, p.generator_name, p.propensity, coalesce(c.weight, g.weight) as weight, g.run_id, r.policy, v_u as u,
            null::timestamptz as block_at, p.block_hours
        into v_chosen
        from (
            select d.context_number, d.arm, d.generator_name, d.propensity, d.block_hours
            from bandit.generator_propensities as d
            where d.account_id = v_account_id
              and d.context_number = v_context
              and (p_arm is null and v_u < d.choice_edge or d.arm = p_arm and v_u < d.upper_edge)
            order by case when p_arm is null then d.choice_edge else d.upper_edge end
            limit 1
        ) as p
        join bandit.generator_weights as g
            on g.account_id = v_account_id
           and g.generator_name = p.generator_name
        left join bandit.context_weights as c
            on c.account_id = v_account_id
           and c.context_number = p.context_number
           and c.generator_name = p.generator_name
        left join bandit.optimization_runs as r
            on r.account_id = v_account_id
           and r.run_id = g.run_id
        -- As the foreign key will. A generator that is being renamed or removed is not found: to wait for that here and for the account
        -- afterwards would be a deadlock with the next renaming.
        for key share of g skip locked;

        if v_chosen.block_hours is not null then
            v_context := 0;
            select b.*
            into v_chosen
            from bandit_internal.choose_in_block(v_account_id, v_chosen.block_hours, p_arm, v_now) as b;
        end if;

        exit when found and (v_context = 0 or v_attempt = 2 or v_context = bandit_internal.find_context(v_account_id, p_context, v_now));
        if v_attempt = 2 then
            perform bandit_internal.explain_no_choice(v_account_id, p_arm);
        end if;
        perform bandit_internal.lock_account(v_account_id);
        perform bandit_internal.refresh_propensities(v_account_id);
    end loop;

    insert into bandit.content_metadata (
        account_id, decision_id, generator_name, experiment_arm, propensity, policy, run_id, u, block_at, topic, format, context,
        created_at
    )
    values (
        v_account_id, v_decision_id, v_chosen.generator_name, v_chosen.arm, v_chosen.propensity, v_chosen.policy, v_chosen.run_id,
        v_chosen.u, v_chosen.block_at, p_context ->> 'topic', p_context ->> 'format', p_context,
        v_now
    );

    return query
    select v_decision_id, v_chosen.generator_name, v_chosen.arm, v_chosen.weight::numeric, v_chosen.propensity::numeric, v_chosen.u;
end
$function$;

comment on function bandit.choose_generator(text, jsonb, double precision, timestamptz, bigint) is
    'Draws experiment arm and generator and stores the decision; returns its id, the canonical name, the arm, the weight, the propensity in the arm (both 0 to 1) and the draw that decided. Unknown account: WT001. Draw outside [0,1), or context not an object: WT004. Unknown arm: WT011. No active generator: WT101.';

revoke all on function bandit.choose_generator(text, jsonb, double precision, timestamptz, bigint) from public;
grant execute on function bandit.choose_generator(text, jsonb, double precision, timestamptz, bigint) to bandit_bot, bandit_operator;
