-- choose_generator: decides who writes the next post, and writes the decision down.
--
-- Inverse-CDF sampling over the generators in byte order of their names: lower edge <= u < upper edge. The edges are
-- exact decimals, compared as the doubles nearest to them, so that u = 0.15 lies in the bucket that starts at 0.15. Reads
-- weights and inserts one row; it never waits for a run.

create or replace function bandit.choose_generator(
    p_account_id bigint           default null,   -- null: the current account
    p_arm        text             default null,   -- experiment arm; null: control
    p_context    jsonb            default null,   -- a JSON object: what is known of the post to come, such as topic and format
    p_u          double precision default null,   -- the draw in [0,1); null: random()
    p_now        timestamptz      default null    -- null: clock()
) returns table (
    decision_id    uuid,
    generator_name text,
    experiment_arm text,
    weight         numeric,
    propensity     numeric
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id  bigint := bandit.resolve_account(p_account_id);
    v_now         timestamptz := coalesce(p_now, bandit.clock());
    v_u           double precision := coalesce(p_u, random());
    v_decision_id uuid := gen_random_uuid();
    v_arm         text := coalesce(p_arm, 'control');
    v_chosen      record;
begin
    if not (v_u >= 0 and v_u < 1) then
        raise exception 'a draw must lie in [0,1)'
            using errcode = 'WT004', detail = format('p_u = %s', v_u), hint = 'leave p_u out to draw at random';
    end if;
    if jsonb_typeof(p_context) <> 'object' then
        raise exception 'a context must be a JSON object'
            using errcode = 'WT004', detail = format('p_context is a JSON %s', jsonb_typeof(p_context)), hint = 'pass an object such as {"topic": "sleep"}, or leave p_context out';
    end if;
    if v_arm <> 'control' then
        raise exception 'there is no experiment arm %', quote_literal(v_arm)
            using errcode = 'WT011', detail = 'arms: control', hint = 'leave p_arm out';
    end if;

    with buckets as (
        select g.generator_name, g.weight, g.run_id, sum(g.weight) over (order by g.generator_name collate "C") as upper_edge
        from bandit.generator_weights as g
        where g.account_id = v_account_id
          and g.status in ('active', 'testing')
    ),
    chosen as (
        select b.generator_name, b.weight, b.run_id
        from buckets as b
        where v_u < b.upper_edge::double precision
        order by b.generator_name collate "C"
        limit 1
    )
    select c.generator_name, c.weight, c.run_id, r.policy
    into v_chosen
    from chosen as c
    left join bandit.optimization_runs as r
        on r.account_id = v_account_id
       and r.run_id = c.run_id;

    if not found then
        raise exception 'the account has no active generator'
            using errcode = 'WT101', detail = format('account_id = %s', v_account_id), hint = 'add or enable a generator';
    end if;

    insert into bandit.content_metadata (
        account_id, decision_id, generator_name, experiment_arm, propensity, policy, run_id, u, topic, format, context, created_at
    )
    values (
        v_account_id, v_decision_id, v_chosen.generator_name, v_arm, v_chosen.weight, v_chosen.policy, v_chosen.run_id, v_u,
        p_context ->> 'topic', p_context ->> 'format', p_context, v_now
    );

    return query
    select v_decision_id, v_chosen.generator_name, v_arm, v_chosen.weight::numeric, v_chosen.weight::numeric;
end
$function$;

comment on function bandit.choose_generator(bigint, text, jsonb, double precision, timestamptz) is
    'Chooses a generator by the weights and records the decision: id, canonical name, arm, stored weight and propensity (both 0 to 1). Draw outside [0,1), or context no object: WT004. Unknown arm: WT011. No active generator: WT101.';

revoke all on function bandit.choose_generator(bigint, text, jsonb, double precision, timestamptz) from public;
grant execute on function bandit.choose_generator(bigint, text, jsonb, double precision, timestamptz) to bandit_bot, bandit_operator;
