-- store_outcomes: the accepted rows of a batch become the outcomes of their posts.
--
-- A newer reading replaces the stored numbers metric by metric; a late one only fills those still unknown. Numbers that do
-- not change keep the time from which they are known. Followers are written only if the batch changes them, because
-- attribution may be changing them at the same time. ON CONFLICT merges again: another batch may have been stored since
-- p_stored was read.

create or replace function bandit_internal.store_outcomes(
    p_account_id bigint,                             -- the account
    p_rows       bandit_internal.metrics_row[],      -- judged rows
    p_stored     bandit_internal.stored_outcome[],   -- from read_outcomes
    p_source     text,                               -- who delivers the rows
    p_is_final   boolean                             -- a final export: known from the time of posting
) returns table (
    row_index    bigint,
    result       text,
    moves_shares boolean
)
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_rows bandit_internal.metrics_row[] := bandit_internal.group_readings(p_rows, null);
begin
    return query
    with compared as materialized (
        select
            r.row_index, r.decision_id, r.posted_at, r.collected_at, r.metrics as incoming,
            s.metrics as stored, s.collected_at as stored_at, s.known_at as stored_known_at, s.decision_id is null as is_first,
            case
                when s.collected_at > r.collected_at then bandit_internal.merge_metrics(r.metrics, s.metrics)
                else bandit_internal.merge_metrics(s.metrics, r.metrics)
            end as metrics
        from unnest(v_rows) as r
        left join unnest(p_stored) as s on s.decision_id = r.decision_id
    ),
    merged as materialized (
        select
            c.row_index, c.decision_id, c.metrics, c.stored,
            ((c.metrics).followers_gained, (c.metrics).followers_source) is distinct from ((c.stored).followers_gained, (c.stored).followers_source) as changes_followers,
            greatest(c.collected_at, c.stored_at) as collected_at,
            case
                when c.metrics is not distinct from c.stored or c.stored_at > c.collected_at then c.stored_known_at
                else coalesce(case when p_is_final then c.posted_at end, c.collected_at)
            end as known_at,
            c.collected_at > c.stored_at as is_newer,
            case when c.is_first then 'inserted' when c.metrics is not distinct from c.stored then 'unchanged' else 'updated' end as result
        from compared as c
    ),
    written as (
        insert into bandit.outcomes as o (
            account_id, decision_id, likes, retweets, replies, quotes, bookmarks, views, impressions, profile_clicks, url_clicks,
            engagements, followers_before, followers_after, followers_gained, followers_source, extra, source, collected_at, known_at
        )
        select
            p_account_id, m.decision_id, (m.metrics).likes, (m.metrics).retweets, (m.metrics).replies, (m.metrics).quotes,
            (m.metrics).bookmarks, (m.metrics).views, (m.metrics).impressions, (m.metrics).profile_clicks, (m.metrics).url_clicks,
            (m.metrics).engagements, (m.metrics).followers_before, (m.metrics).followers_after,
            case when m.changes_followers then (m.metrics).followers_gained end,
            case when m.changes_followers then (m.metrics).followers_source end,
            coalesce((m.metrics).extra, '{}'), p_source, m.collected_at, m.known_at
        from merged as m
        where m.result <> 'unchanged'
           or m.is_newer
        order by m.decision_id   -- concurrent batches lock the outcomes in the same order
        on conflict (account_id, decision_id) do update
        set (likes, retweets, replies, quotes, bookmarks, views, impressions, profile_clicks, url_clicks, engagements, followers_before,
             followers_after, followers_gained, followers_source, extra, source, collected_at, known_at) = (
            select
                n.likes, n.retweets, n.replies, n.quotes, n.bookmarks, n.views, n.impressions, n.profile_clicks, n.url_clicks, n.engagements,
                n.followers_before, n.followers_after, n.followers_gained, n.followers_source, n.extra,
                excluded.source, excluded.collected_at, excluded.known_at
            from bandit_internal.merge_metrics(
                row(o.likes, o.retweets, o.replies, o.quotes, o.bookmarks, o.views, o.impressions, o.profile_clicks, o.url_clicks, o.engagements,
                    o.followers_before, o.followers_after, o.followers_gained, o.followers_source, o.extra),
                row(excluded.likes, excluded.retweets, excluded.replies, excluded.quotes, excluded.bookmarks, excluded.views,
                    excluded.impressions, excluded.profile_clicks, excluded.url_clicks, excluded.engagements, excluded.followers_before,
                    excluded.followers_after, excluded.followers_gained, excluded.followers_source, excluded.extra)
            ) as n
        )
        where excluded.collected_at >= o.collected_at
    )
    select
        m.row_index, m.result,
        m.result = 'inserted'
            or ((m.stored).impressions is null and (m.metrics).impressions is not null)
            or (m.changes_followers and (m.metrics).followers_source = 'reported')
    from merged as m;
end
$function$;

comment on function bandit_internal.store_outcomes(bigint, bandit_internal.metrics_row[], bandit_internal.stored_outcome[], text, boolean) is
    'Stores the accepted rows of a batch in outcomes. Returns per post: its newest row, inserted, updated or unchanged, and whether the change affects the attribution of followers.';

revoke all on function bandit_internal.store_outcomes(bigint, bandit_internal.metrics_row[], bandit_internal.stored_outcome[], text, boolean) from public;
