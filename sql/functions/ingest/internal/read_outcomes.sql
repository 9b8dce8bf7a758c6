-- read_outcomes: what is stored of the posts of a batch.
--
-- LIMIT 1 makes the planner look up one outcome by key for each post, also in a database without statistics.

create or replace function bandit_internal.read_outcomes(
    p_account_id bigint,                          -- the account
    p_rows       bandit_internal.metrics_row[]    -- matched rows
) returns bandit_internal.stored_outcome[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        select array_agg(s.stored)
        from (select distinct r.decision_id from unnest(p_rows) as r where r.reason is null) as d
        cross join lateral (
            select row(
                o.decision_id,
                row(
                    o.likes, o.retweets, o.replies, o.quotes, o.bookmarks, o.views, o.impressions, o.profile_clicks, o.url_clicks,
                    o.engagements, o.followers_before, o.followers_after, o.followers_gained, o.followers_source, o.extra
                )::bandit_internal.metrics,
                o.collected_at, o.known_at
            )::bandit_internal.stored_outcome as stored
            from bandit.outcomes as o
            where o.account_id = p_account_id
              and o.decision_id = d.decision_id
            limit 1
        ) as s
    );
end
$function$;

comment on function bandit_internal.read_outcomes(bigint, bandit_internal.metrics_row[]) is
    'Returns the stored outcomes of the posts of a batch, one per post. NULL: none is stored.';

revoke all on function bandit_internal.read_outcomes(bigint, bandit_internal.metrics_row[]) from public;
