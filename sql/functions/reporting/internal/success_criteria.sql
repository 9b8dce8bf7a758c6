-- success_criteria: the blueprint's six signs that the system works, and what it has gained, each with its number.
--
-- Usage is the probability of being chosen, now against the weights an account started with. High and low performers are
-- those above and below the mean F/1K of the lookback, each weighed by its measured posts. Weeks are the last two whole ones. The
-- gain is against what the starting weights would have brought on the posts of 30 days.

create or replace function bandit_internal.success_criteria(
    p_account_id bigint      default null,   -- null: the current account
    p_now        timestamptz default null    -- null: clock()
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
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := coalesce(p_now, bandit.clock());
    v_settings   record;
    v_static     record;
    v_usage      record;
    v_progress   record;
    v_gain       record;
    v_hands      bigint;
    v_has_run    boolean;
begin
    select s.time_zone, s.mode, date_trunc('week', v_now at time zone s.time_zone)::date as this_week
    into v_settings
    from bandit_internal.stg_settings as s
    where s.account_id = v_account_id;

    select h.severity, (regexp_match(h.value, '^(\d+) changes$'))[1]::numeric as changes, h.sentence
    into v_static
    from bandit_internal.health_weights_static(v_account_id, v_now) as h;

    with performance as materialized (
        select p.generator_name, p.f_per_1k, sum(p.f_per_1k * p.total_posts) over () / sum(p.total_posts) over () as mean
        from bandit_internal.generator_totals(v_account_id, null, v_now) as p
        where p.f_per_1k is not null
    )
    select
        round(sum(w.weight) filter (where p.f_per_1k > p.mean) - sum(s.weight) filter (where p.f_per_1k > p.mean), 4) as high,
        round(sum(w.weight) filter (where p.f_per_1k < p.mean) - sum(s.weight) filter (where p.f_per_1k < p.mean), 4) as low
    into v_usage
    from performance as p
    join bandit_internal.weights_at(v_account_id, v_now) as w on w.generator_name = p.generator_name
    join bandit_internal.weights_at(v_account_id, '-infinity') as s on s.generator_name = p.generator_name
    where v_static.changes is not null;

    select round(w.f_per_1k_change, 2) as f_per_1k, w.followers_change as followers
    into v_progress
    from bandit_internal.weekly_figures(v_account_id, (v_settings.this_week - 14)::timestamp at time zone v_settings.time_zone, v_now) as w
    where w.week = v_settings.this_week - 7;

    select g.*
    into v_gain
    from bandit_internal.gain_over_start(v_account_id, p_now => v_now) as g;

    v_has_run := exists (
        select 1
        from bandit_internal.stg_runs as r
        where r.account_id = v_account_id
          and r.run_at > v_now - c_week
          and r.run_at <= v_now
    );
    select count(*)
    into v_hands
    from bandit_internal.stg_events as e
    where e.account_id = v_account_id
      and e.event_at > v_now - c_week
      and e.event_at <= v_now
      and e.kind in ('override', 'undo', 'approval', 'review');

    return query
    select c.place, c.criterion, c.answer, c.value, c.sentence
    from (
        values
            (1, 'weights change', case v_static.severity when 'ok' then 'yes' when 'warning' then 'no' else 'not yet' end,
             v_static.changes, v_static.sentence),
            (2, 'high performers are used more', case when v_usage.high > 0 then 'yes' when v_usage.high <= 0 then 'no' else 'not yet' end, v_usage.high,
             case when v_usage.high is null then 'no run has moved the weights of measured generators yet'
                  else format('the share of choices of generators above the mean F/1K has changed by %s since the start', v_usage.high) end),
            (3, 'low performers are used less', case when v_usage.low < 0 then 'yes' when v_usage.low >= 0 then 'no' else 'not yet' end, v_usage.low,
             case when v_usage.low is null then 'no run has moved the weights of measured generators yet'
                  else format('the share of choices of generators below the mean F/1K has changed by %s since the start', v_usage.low) end),
            (4, 'F/1K improves', case when v_progress.f_per_1k > 0 then 'yes' when v_progress.f_per_1k <= 0 then 'no' else 'not yet' end, v_progress.f_per_1k,
             case when v_progress.f_per_1k is null then 'the last two whole weeks are not both measured yet'
                  else format('F/1K of the last whole week changed by %s against the week before', v_progress.f_per_1k) end),
            (5, 'follower growth increases', case when v_progress.followers > 0 then 'yes' when v_progress.followers <= 0 then 'no' else 'not yet' end, v_progress.followers,
             case when v_progress.followers is null then 'the last two whole weeks are not both measured yet'
                  else format('followers gained in the last whole week changed by %s against the week before', v_progress.followers) end),
            (6, 'no manual intervention', case when v_hands > 0 or v_settings.mode <> 'autopilot' then 'no' when v_has_run then 'yes' else 'not yet' end, v_hands,
             format('in 7 days there were %s interventions; the mode is %s', v_hands, v_settings.mode)),
            (7, 'more than the starting weights', case when v_gain.warning is not null then 'not yet' when v_gain.low > 0 then 'yes' when v_gain.high < 0 then 'no' else 'not yet' end,
             round(v_gain.gain::numeric, 2), bandit_internal.explain_gain(v_gain.posts, v_gain.f_per_1k, v_gain.gain, v_gain.low, v_gain.high, v_gain.warning))
    ) as c (place, criterion, answer, value, sentence);
end
$function$;

comment on function bandit_internal.success_criteria(bigint, timestamptz) is
    'The six success criteria of an account, and its gain over the starting weights (F/1K): yes, no or not yet, with the number behind it (null: nothing to measure yet) and one sentence.';

revoke all on function bandit_internal.success_criteria(bigint, timestamptz) from public;
grant execute on function bandit_internal.success_criteria(bigint, timestamptz) to bandit_operator, bandit_reader;
