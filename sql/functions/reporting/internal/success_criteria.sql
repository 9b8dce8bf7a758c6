-- success_criteria: the six success criteria of the blueprint and the gain over the starting weights, each with its number.
--
-- Usage is the probability of being chosen, now compared with the starting weights. Weeks are the last two whole ones. The
-- gain is estimated on the posts of the last 30 days.

create or replace function bandit_internal.success_criteria(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- nothing known later is used
) returns table (
    place     integer,
    criterion text,
    answer    text,
    value     numeric,
    sentence  text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_week constant interval := interval '7 days';
    v_settings record;
    v_static   bandit_internal.health_check := bandit_internal.health_weights_static(p_account_id, p_now);
    v_changes  numeric := (regexp_match(v_static.value, '^([0-9]+) changes$'))[1]::numeric;
    v_usage    record;
    v_progress record;
    v_gain     record;
    v_has_run  boolean;
    v_hands    bigint;
begin
    select s.time_zone, s.mode, date_trunc('week', p_now at time zone s.time_zone)::date as this_week
    into v_settings
    from bandit_internal.stg_settings as s
    where s.account_id = p_account_id;

    select u.high, u.low
    into v_usage
    from bandit_internal.usage_shifts(p_account_id, p_now) as u
    where v_changes is not null;

    select round(w.f_per_1k_change, 2) as f_per_1k, w.followers_change as followers
    into v_progress
    from bandit_internal.weekly_figures(p_account_id, (v_settings.this_week - 14)::timestamp at time zone v_settings.time_zone, p_now) as w
    where w.week = v_settings.this_week - 7;

    select g.*
    into v_gain
    from bandit_internal.gain_over_start(p_account_id, '30 days', p_now) as g;

    select exists (
        select 1
        from bandit_internal.stg_runs as r
        where r.account_id = p_account_id
          and r.run_at > p_now - c_week
          and r.run_at <= p_now
    )
    into v_has_run;
    select count(*)
    into v_hands
    from bandit_internal.stg_events as e
    where e.account_id = p_account_id
      and e.event_at > p_now - c_week
      and e.event_at <= p_now
      and e.kind in ('override', 'undo', 'approval', 'review');

    return query
    values
        (1, 'weights change', case v_static.severity when 'ok' then 'yes' when 'warning' then 'no' else 'not yet' end,
         v_changes, v_static.sentence),
        (2, 'high performers are used more', bandit_internal.answer_sign(v_usage.high), v_usage.high,
         case when v_usage.high is null then 'no run has changed the weights of measured generators yet'
              else format('the share of choices of generators above the mean F/1K has changed by %s since the start', v_usage.high) end),
        (3, 'low performers are used less', bandit_internal.answer_sign(-v_usage.low), v_usage.low,
         case when v_usage.low is null then 'no run has changed the weights of measured generators yet'
              else format('the share of choices of generators below the mean F/1K has changed by %s since the start', v_usage.low) end),
        (4, 'F/1K improves', bandit_internal.answer_sign(v_progress.f_per_1k), v_progress.f_per_1k,
         case when v_progress.f_per_1k is null then 'the last two whole weeks are not both measured yet'
              else format('F/1K of the last whole week changed by %s from the week before', v_progress.f_per_1k) end),
        (5, 'follower growth increases', bandit_internal.answer_sign(v_progress.followers), v_progress.followers,
         case when v_progress.followers is null then 'the last two whole weeks are not both measured yet'
              else format('followers gained in the last whole week changed by %s from the week before', v_progress.followers) end),
        (6, 'no manual intervention', case when v_hands > 0 or v_settings.mode <> 'autopilot' then 'no' when v_has_run then 'yes' else 'not yet' end, v_hands,
         format('there were %s interventions in the last 7 days; the mode is %s', v_hands, v_settings.mode)),
        (7, 'more than the starting weights', case when v_gain.warning is null and v_gain.low > 0 then 'yes' when v_gain.warning is null and v_gain.high < 0 then 'no' else 'not yet' end,
         round(v_gain.gain::numeric, 2), bandit_internal.explain_gain(v_gain.posts, v_gain.f_per_1k, v_gain.gain, v_gain.low, v_gain.high, v_gain.warning));
end
$function$;

comment on function bandit_internal.success_criteria(bigint, timestamptz) is
    'Returns the success criteria of an account, one row each: answer (yes, no or not yet), the number behind it (NULL: nothing to measure yet) and one sentence. The gain over the starting weights is in F/1K.';

revoke all on function bandit_internal.success_criteria(bigint, timestamptz) from public;
grant execute on function bandit_internal.success_criteria(bigint, timestamptz) to bandit_operator, bandit_reader;
