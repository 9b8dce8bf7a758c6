-- apply_stages: puts the new weights of a run in force, with the figures and events that belong to it.

create or replace function bandit_internal.apply_stages(
    p_account_id bigint,        -- the account, whose settings row the caller has locked
    p_run_id     bigint,        -- the run
    p_policy     text,          -- its policy
    p_stages     jsonb,         -- array of the rows of explain_weights
    p_now        timestamptz    -- the run's time
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_actor text := 'policy ' || p_policy;
begin
    perform bandit_internal.set_weights(
        p_account_id, array_agg(s.generator_name), array_agg(s.new_weight), array_agg(s.explanation), v_actor, p_run_id, p_now
    )
    from jsonb_to_recordset(p_stages) as s (generator_name text, new_weight numeric, explanation text);

    update bandit.generator_weights as g
    set total_posts = s.total_posts,
        total_followers_gained = s.total_followers,
        avg_f_per_1k = s.f_per_1k,
        run_id = p_run_id,
        last_updated = p_now,
        needs_review = g.needs_review or s.rule = 'failing',
        review_reason = case when s.rule = 'failing' then 'consistent_failure' else g.review_reason end
    from jsonb_to_recordset(p_stages) as s (generator_name text, rule text, total_posts bigint, total_followers numeric, f_per_1k numeric)
    where g.account_id = p_account_id
      and g.generator_name = s.generator_name;
    perform bandit_internal.set_contexts(p_account_id, p_stages);
    perform bandit_internal.refresh_propensities(p_account_id);

    perform bandit_internal.log_event(
        p_account_id, p_now, s.rule, v_actor, format('%s is %s', s.generator_name, s.explanation),
        jsonb_build_object('f_per_1k', s.f_per_1k, 'total_posts', s.total_posts, 'total_followers', s.total_followers,
                           'total_impressions', s.total_impressions, 'old_weight', s.current_weight, 'new_weight', s.new_weight)
        || coalesce(nullif(s.evidence, 'null'), '{}'),
        s.generator_name, p_run_id
    )
    from jsonb_to_recordset(p_stages) as s (
        generator_name text, rule text, explanation text, f_per_1k numeric, total_posts bigint, total_followers numeric,
        total_impressions numeric, current_weight numeric, new_weight numeric, evidence jsonb
    )
    where s.rule in ('viral', 'failing');
end
$function$;

comment on function bandit_internal.apply_stages(bigint, bigint, text, jsonb, timestamptz) is
    'Applies the stages of a run: weights with their history, figures of the lookback, weights by context, review flags, viral and failing events. Internal.';

revoke all on function bandit_internal.apply_stages(bigint, bigint, text, jsonb, timestamptz) from public;
