-- apply_stages: applies the weights of a run, with its figures and events.

create or replace function bandit_internal.apply_stages(
    p_account_id bigint,                           -- the account, whose settings row the caller has locked
    p_run_id     bigint,                           -- the run
    p_policy     text,                             -- its policy
    p_stages     bandit_internal.weight_stage[],   -- its stages
    p_now        timestamptz                       -- its time
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_actor   text := 'policy ' || p_policy;
    v_weights bandit_internal.new_weight[] := array(
        select row(s.generator_name, s.new_weight, s.explanation, s.context_weights)::bandit_internal.new_weight
        from unnest(p_stages) as s
    );
    v_rules   jsonb := (
        select jsonb_object_agg(g.generator_name, g.last_rule)
        from bandit.generator_weights as g
        where g.account_id = p_account_id
    );
begin
    perform bandit_internal.set_weights(p_account_id, v_weights, v_actor, p_run_id, p_now);

    update bandit.generator_weights as g
    set total_posts = s.total_posts,
        total_followers_gained = s.total_followers,
        avg_f_per_1k = s.f_per_1k,
        run_id = p_run_id,
        last_updated = p_now,
        last_rule = case when s.rule in ('pinned', 'testing') then g.last_rule else s.rule end,
        needs_review = g.needs_review or s.rule = 'failing',
        review_reason = case when s.rule = 'failing' then 'consistent_failure' else g.review_reason end
    from unnest(p_stages) as s
    where g.account_id = p_account_id
      and g.generator_name = s.generator_name;

    perform bandit_internal.log_event(
        p_account_id, p_now, k.kind, v_actor, format(k.message, s.generator_name, s.explanation),
        jsonb_build_object('f_per_1k', s.f_per_1k, 'total_posts', s.total_posts, 'total_followers', s.total_followers,
                           'total_impressions', s.total_impressions, 'old_weight', s.current_weight, 'new_weight', s.new_weight)
        || coalesce(s.evidence, '{}'),
        s.generator_name, p_run_id
    )
    from unnest(p_stages) as s
    cross join lateral bandit_internal.rule_events(v_rules ->> s.generator_name, s.rule) as k;
end
$function$;

comment on function bandit_internal.apply_stages(bigint, bigint, text, bandit_internal.weight_stage[], timestamptz) is
    'Applies the stages of a run: writes weights (set_weights), the figures of the lookback and review flags, and logs events for viral and failing generators.';

revoke all on function bandit_internal.apply_stages(bigint, bigint, text, bandit_internal.weight_stage[], timestamptz) from public;
