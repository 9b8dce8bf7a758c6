-- store_outcomes: the accepted rows of a batch become the outcomes of their posts.
--
-- A newer reading replaces the stored numbers metric by metric; an older one, see is_older, only fills those still unknown. Numbers that do
-- not change keep the time from which they are known. Followers are written only if the batch changes them, because
-- attribution may be changing them at the same time. ON CONFLICT merges again: another batch may have been stored since
-- match_posts.

create or replace function bandit_internal.store_outcomes(
    p_account_id bigint,                          -- the account
    p_rows       bandit_internal.metrics_row[],   -- judged rows
    p_source     text,                            -- who delivers the rows
    p_is_final   boolean                          -- a final export: known from the time of posting
) returns table (
    row_index    bigint,
    posted_at    timestamptz,
    result       text,
    moves_shares boolean,
    column_name  text,
    reason       text
)
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_rows bandit_internal.metrics_row[] := bandit_internal.group_readings(p_rows, null);
begin
    return query
    with merged as materialized (
        select
            r.row_index, r.decision_id, r.posted_at, r.collected_at,
            (r.stored).metrics as stored, (r.stored).collected_at as stored_at, (r.stored).known_at as stored_known_at,
            r.is_late,
            case when r.is_late then (l.late).metrics else bandit_internal.merge_metrics((r.stored).metrics, r.metrics) end as metrics,
            case
                when r.is_late then (l.late).carried_impressions
                when coalesce((r.stored).carried_impressions, r.carried_impressions) is not null
                    or bandit_internal.lacks_metrics((r.stored).metrics, r.metrics)
                    then bandit_internal.carry_impressions((r.stored).metrics, (r.stored).carried_impressions, r.metrics, r.carried_impressions)
            end as carried_impressions
        from (
            select u.*, bandit_internal.is_older(u.collected_at, u.metrics, (u.stored).collected_at, (u.stored).metrics) as is_late
            from unnest(v_rows) as u
            offset 0   -- computed once
        ) as r
        cross join lateral (
            select case when r.is_late then bandit_internal.merge_late_reading(r.stored, r.metrics, r.carried_impressions) end as late
            offset 0   -- merged once
        ) as l
    ),
    compared as materialized (
        select
            m.*,
            case when m.stored_at is null then 'inserted' when m.metrics is not distinct from m.stored then 'unchanged' else 'updated' end as result,
            (m.metrics).followers_gained is distinct from (m.stored).followers_gained
                or (m.metrics).followers_source is distinct from (m.stored).followers_source as changes_followers
        from merged as m
    ),
    written as (
        insert into bandit.outcomes as o (
            account_id, decision_id, likes, retweets, replies, quotes, bookmarks, views, impressions, profile_clicks, url_clicks,
            engagements, followers_before, followers_after, followers_gained, followers_source, extra, carried_impressions, source, collected_at,
            known_at
        )
        select
            p_account_id, c.decision_id, (c.metrics).likes, (c.metrics).retweets, (c.metrics).replies, (c.metrics).quotes,
            (c.metrics).bookmarks, (c.metrics).views, (c.metrics).impressions, (c.metrics).profile_clicks, (c.metrics).url_clicks,
            (c.metrics).engagements, (c.metrics).followers_before, (c.metrics).followers_after,
            case when c.changes_followers then (c.metrics).followers_gained end,
            case when c.changes_followers then (c.metrics).followers_source end,
            coalesce((c.metrics).extra, '{}'), c.carried_impressions, p_source, greatest(c.collected_at, c.stored_at),
            case
                when c.result = 'unchanged' or c.is_late then c.stored_known_at
                else coalesce(case when p_is_final then c.posted_at end, c.collected_at)
            end
        from compared as c
        where c.result <> 'unchanged'
           or c.collected_at > c.stored_at
        order by c.decision_id   -- concurrent batches lock the outcomes in the same order
        on conflict (account_id, decision_id) do update
        set likes = coalesce(excluded.likes, o.likes),
            retweets = coalesce(excluded.retweets, o.retweets),
            replies = coalesce(excluded.replies, o.replies),
            quotes = coalesce(excluded.quotes, o.quotes),
            bookmarks = coalesce(excluded.bookmarks, o.bookmarks),
            views = coalesce(excluded.views, o.views),
            impressions = coalesce(excluded.impressions, o.impressions),
            profile_clicks = coalesce(excluded.profile_clicks, o.profile_clicks),
            url_clicks = coalesce(excluded.url_clicks, o.url_clicks),
            engagements = coalesce(excluded.engagements, o.engagements),
            followers_before = coalesce(excluded.followers_before, o.followers_before),
            followers_after = coalesce(excluded.followers_after, o.followers_after),
            followers_gained = coalesce(excluded.followers_gained, o.followers_gained), followers_source = coalesce(excluded.followers_source, o.followers_source),
            extra = o.extra || excluded.extra,
            carried_impressions = excluded.carried_impressions,
            source = excluded.source,
            collected_at = excluded.collected_at,
            known_at = excluded.known_at
        where excluded.collected_at >= o.collected_at
    )
    select
        r.row_index, r.posted_at,
        case when r.reason is not null then 'rejected' else coalesce(c.result, 'unchanged') end,   -- the newest row of a post has its result
        c.result = 'inserted'
            or ((c.stored).impressions is null and (c.metrics).impressions is not null)
            or (c.changes_followers and (c.metrics).followers_source = 'reported'),
        r.column_name, r.reason
    from unnest(p_rows) as r
    left join compared as c using (row_index);
end
$function$;

comment on function bandit_internal.store_outcomes(bigint, bandit_internal.metrics_row[], text, boolean) is
    'Stores the accepted rows of a batch in outcomes. Returns for each row the time of its post; inserted, updated, unchanged or rejected (with column and reason); and whether the change affects the attribution of followers.';

revoke all on function bandit_internal.store_outcomes(bigint, bandit_internal.metrics_row[], text, boolean) from public;
