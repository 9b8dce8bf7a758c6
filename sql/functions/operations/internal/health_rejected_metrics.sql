-- health_rejected_metrics: are many readings refused?
--
-- Counts posts, not readings: a bad post that is read every hour counts once. Rows of imported files are left out, because
-- the import reports them to its caller.

create or replace function bandit_internal.health_rejected_metrics(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_window  constant interval := interval '7 days';
    c_largest constant numeric := 0.05;
    v_refused bigint;
    v_posts   bigint;
    v_share   numeric;
begin
    select count(distinct coalesce(r.raw ->> 'tweet_id', r.raw ->> 'decision_id', r.rejected_id::text))
    into v_refused
    from bandit_internal.stg_rejected_rows as r
    where r.account_id = p_account_id
      and r.rejected_at > p_now - c_window
      and r.rejected_at <= p_now
      and r.file is null;

    select v_refused + count(p.known_at)
    into v_posts
    from bandit_internal.posts_as_of(p_account_id, p_now - c_window, p_now, p_now) as p;
    v_share := v_refused::numeric / nullif(v_posts, 0);

    return row(
        'rejected_metrics',
        case when v_share is null then 'info' when v_share > c_largest then 'warning' else 'ok' end,
        case when v_share is null then 'no data yet' else format('%s %%', round(100 * v_share, 1)) end,
        format('at most %s %%', round(100 * c_largest)),
        case
            when v_share is null then 'no data yet: no metrics were read in the last 7 days'
            else format('the metrics of %s of %s posts read in the last 7 days were refused', v_refused, v_posts)
        end,
        case when v_share > c_largest then 'select * from bandit.rejected_rows' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_rejected_metrics(bigint, timestamptz) is
    'Returns the health check rejected_metrics: warning if the metrics of more than 5 % of the posts read in 7 days were refused and not released.';

revoke all on function bandit_internal.health_rejected_metrics(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_rejected_metrics(bigint, timestamptz) to bandit_operator, bandit_reader;
