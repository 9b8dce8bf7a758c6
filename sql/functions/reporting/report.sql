-- report: performance and weights side by side, at any time; the window is counted in UTC.

create or replace function bandit.report(
    p_lookback   interval    default null,   -- window of posts; null: the account's setting
    p_now        timestamptz default null,   -- time of the report; null: clock()
    p_account_id bigint      default null    -- null: the current account
) returns table (
    generator_name    text,
    weight            numeric,
    weight_before     numeric,
    status            text,
    needs_review      boolean,
    posted            bigint,
    total_posts       bigint,
    avg_likes         numeric,
    avg_views         numeric,
    avg_followers     numeric,
    total_impressions numeric,
    total_followers   numeric,
    f_per_1k          numeric,
    tier              text,
    reason            text,
    total_exposure    numeric,
    exposure_measure  text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := coalesce(p_now, bandit.clock());
    v_lookback   interval;
begin
    select coalesce(p_lookback, s.lookback)
    into v_lookback
    from bandit_internal.stg_settings as s
    where s.account_id = v_account_id;

    return query
    select
        p.generator_name,
        case when p_now is null then g.weight else w.weight end,
        b.weight,
        g.status,
        g.needs_review,
        p.posted,
        p.total_posts,
        p.avg_likes,
        p.avg_views,
        p.avg_followers,
        p.total_impressions,
        p.total_followers,
        p.f_per_1k,
        p.tier,
        case when w.changed_at <= r.run_at or w.changed_at is null then r.reasons ->> p.generator_name else w.reason end,
        p.total_exposure,
        p.exposure_measure
    from bandit_internal.generator_totals(v_account_id, v_lookback, v_now) as p
    join bandit_internal.stg_generators as g
        on g.account_id = v_account_id
       and g.generator_name = p.generator_name
    join bandit_internal.weights_at(v_account_id, v_now) as w on w.generator_name = p.generator_name
    join bandit_internal.weights_at(v_account_id, v_now - v_lookback) as b on b.generator_name = p.generator_name
    left join lateral (
        select l.run_at, l.reasons
        from bandit_internal.stg_runs as l
        where l.account_id = v_account_id
          and coalesce(l.decided_at, l.run_at) <= v_now
          and l.status = 'success'
        order by l.run_at desc
        limit 1
    ) as r on true
    order by 2 desc, p.generator_name collate "C";
end
$function$;

comment on function bandit.report(interval, timestamptz, bigint) is
    'Weight (0 to 1) now and at the start of the window, status, performance and why the weight is what it is, by weight. F/1K: followers per 1000 of the exposure_measure.';

revoke all on function bandit.report(interval, timestamptz, bigint) from public;
grant execute on function bandit.report(interval, timestamptz, bigint) to bandit_operator, bandit_reader;
