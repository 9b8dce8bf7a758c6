-- health_scraping: does the scraper keep up, and can it read the posts?
--
-- Judges only accounts that have been scraped: a bot may deliver the metrics itself.

create or replace function bandit_internal.health_scraping(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_grace    constant interval := interval '1 hour';
    c_failures constant integer := 3;
    v_due      interval := (select s.metrics_due from bandit_internal.stg_settings as s where s.account_id = p_account_id);
    v_is_used  boolean := exists (select 1 from bandit_internal.stg_scrapes as s where s.account_id = p_account_id and (s.scraped_at is not null or s.failures > 0));
    v_overdue  bigint;
    v_since    timestamptz;
    v_failing  bigint;
    v_error    text;
begin
    select count(*), min(s.due_at)
    into v_overdue, v_since
    from bandit_internal.stg_scrapes as s
    where s.account_id = p_account_id
      and s.due_at is not null
      and s.free_at <= p_now
      and s.due_at <= p_now - c_grace;

    select count(*), max(s.last_error)
    into v_failing, v_error
    from bandit_internal.stg_scrapes as s
    where s.account_id = p_account_id
      and s.failures >= c_failures
      and s.due_at is not null;

    return row(
        'scraping',
        case
            when not v_is_used                   then 'info'
            when v_since <= p_now - v_due        then 'critical'
            when v_overdue > 0 or v_failing > 0  then 'warning'
            else 'ok'
        end,
        case when not v_is_used then 'no data yet' else format('%s overdue, %s failing', v_overdue, v_failing) end,
        'no post overdue by an hour or failed three times in a row',
        case
            when not v_is_used then 'no data yet: no post of this account has been scraped'
            when v_failing > 0 then format('%s posts cannot be read (for example: %s); %s are overdue by more than an hour', v_failing, left(v_error, 80), v_overdue)
            when v_overdue > 0 then format('%s posts are overdue by more than an hour, the oldest since %s', v_overdue, bandit_internal.account_time(p_account_id, v_since))
            else 'posts are read on time'
        end,
        case when v_is_used and (v_overdue > 0 or v_failing > 0) then 'pgbandit scrape --once; select * from bandit.scrape_queue' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_scraping(bigint, timestamptz) is
    'Returns the health check scraping: warning if posts are overdue by more than an hour or failed three times in a row, critical if one is overdue by the setting metrics_due.';

revoke all on function bandit_internal.health_scraping(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_scraping(bigint, timestamptz) to bandit_operator, bandit_reader;
