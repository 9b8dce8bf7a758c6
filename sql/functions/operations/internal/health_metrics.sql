-- health_metrics: are metrics still recorded?
--
-- Posts of the last two periods of metrics_due are judged: the scraper may have finished with older ones.

create or replace function bandit_internal.health_metrics(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    v_due    interval := (select s.metrics_due from bandit_internal.stg_settings as s where s.account_id = p_account_id);
    v_posts  record;
    v_is_due boolean;
    v_hours  text := format('%s hours', round(extract(epoch from v_due) / 3600));
begin
    select count(*) as posts, min(p.posted_at) as first_at, max(p.collected_at) as read_at
    into v_posts
    from bandit_internal.posts_as_of(p_account_id, p_now - 2 * v_due, p_now, p_now) as p;

    v_is_due := v_posts.first_at <= p_now - v_due and coalesce(v_posts.read_at <= p_now - v_due, true);

    return row(
        'metrics',
        case when v_is_due then 'critical' when v_posts.read_at is null then 'info' else 'ok' end,
        case
            when v_posts.read_at is not null then to_char(v_posts.read_at, 'YYYY-MM-DD HH24:MI')
            when v_is_due                    then 'none'
            else 'no data yet'
        end,
        'within ' || v_hours,
        case
            when v_posts.posts = 0                        then format('no data yet: nothing was posted in the last two periods of %s', v_hours)
            when v_is_due                                 then format('%s posts went out, but no metrics were recorded in the last %s', v_posts.posts, v_hours)
            when v_posts.read_at is null                  then format('no data yet: the oldest of %s posts is younger than %s', v_posts.posts, v_hours)
            else 'metrics are recorded'
        end,
        case when v_is_due then 'pgbandit record (called by the scraper)' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_metrics(bigint, timestamptz) is
    'Returns the health check metrics: critical if posts went out and no metrics were recorded for as long as the setting metrics_due.';

revoke all on function bandit_internal.health_metrics(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_metrics(bigint, timestamptz) to bandit_operator, bandit_reader;
