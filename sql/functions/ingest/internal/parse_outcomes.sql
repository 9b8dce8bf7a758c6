-- parse_outcomes: metrics from JSON, checked for form and nothing else.
--
-- Every value comes as text, so that one bad value costs one row and not the batch. A row whose counts are all well
-- formed is recognised with a single match over all of them, in PostgreSQL's own notation of a row, which quotes whatever
-- could be mistaken for two values or for none; only the others are taken apart to name the culprit.

create or replace function bandit_internal.parse_outcomes(
    p_rows jsonb   -- array of n objects: decision_id or tweet_id, metrics by name, collected_at, extra, unavailable {metric: reason}, raw
) returns table (
    row_index        bigint,
    decision_id      uuid,
    tweet_id         text,
    collected_at     timestamptz,
    likes            bigint,
    retweets         bigint,
    replies          bigint,
    quotes           bigint,
    bookmarks        bigint,
    views            bigint,
    impressions      bigint,
    profile_clicks   bigint,
    url_clicks       bigint,
    engagements      bigint,
    followers_before bigint,
    followers_after  bigint,
    followers_gained numeric,
    followers_source text,
    extra            jsonb,
    unavailable      jsonb,
    raw              jsonb,
    column_name      text,
    reason           text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_count    constant text := '^[0-9]{1,18}([.]0{1,20})?$';
    c_counts   constant text := '^[(](([0-9]{1,18}([.]0{1,20})?)?[,)])*$';
    c_quantity constant text := '^-?[0-9]{1,15}([.][0-9]{1,30})?$';
begin
    return query
    with incoming as materialized (
        select
            r.*,
            row(r.likes, r.retweets, r.replies, r.quotes, r.bookmarks, r.views,
                r.impressions, r.profile_clicks, r.url_clicks, r.engagements, r.followers_before, r.followers_after)::text ~ c_counts as counts_are_well_formed
        from rows from (
            jsonb_to_recordset(p_rows) as (
                decision_id text, tweet_id text, collected_at text,
                likes text, retweets text, replies text, quotes text, bookmarks text, views text,
                impressions text, profile_clicks text, url_clicks text, engagements text, followers_before text, followers_after text,
                followers_gained text, followers_source text, extra jsonb, unavailable jsonb, raw jsonb
            )
        ) with ordinality as r (
            decision_id, tweet_id, collected_at,
            likes, retweets, replies, quotes, bookmarks, views,
            impressions, profile_clicks, url_clicks, engagements, followers_before, followers_after,
            followers_gained, followers_source, extra, unavailable, raw, row_index
        )
    ),
    times as materialized (
        select t.collected_at, bandit_internal.parse_timestamp(t.collected_at) as read_at
        from (select distinct i.collected_at from incoming as i) as t
    ),
    inspected as materialized (
        select
            i.*,
            t.read_at,
            case
                when i.decision_id is null and i.tweet_id is null
                    then array[null, 'neither decision_id nor tweet_id']
                when length(replace(i.decision_id, '-', '')) <> 32 or i.decision_id ~ '[^0-9A-Fa-f-]'
                    then array['decision_id', format('%L is not a decision_id', i.decision_id)]
                when i.collected_at is not null and t.read_at is null
                    then array['collected_at', format('%L is not a time', i.collected_at)]
                when not i.counts_are_well_formed
                    then (
                        select array[n.name, bandit_internal.explain_bad_count(n.value)]
                        from (
                            values
                            ('likes', i.likes),
                            ('retweets', i.retweets),
                            ('replies', i.replies),
                            ('quotes', i.quotes),
                            ('bookmarks', i.bookmarks),
                            ('views', i.views),
                            ('impressions', i.impressions),
                            ('profile_clicks', i.profile_clicks),
                            ('url_clicks', i.url_clicks),
                            ('engagements', i.engagements),
                            ('followers_before', i.followers_before),
                            ('followers_after', i.followers_after)
                        ) as n (name, value)
                        where n.value !~ c_count
                        limit 1
                    )
                when i.followers_gained !~ c_quantity
                    then array['followers_gained', format('%L is not a number', i.followers_gained)]
                when coalesce(i.followers_source, 'reported') not in ('reported', 'attributed')
                    then array['followers_source', format('%L is neither reported nor attributed', i.followers_source)]
                when i.followers_gained like '-%' and coalesce(i.followers_source, 'reported') = 'reported'
                    then array['followers_gained', format('%s is negative', i.followers_gained)]
                when jsonb_typeof(i.extra) <> 'object'
                    then array['extra', 'not a JSON object']
                when jsonb_typeof(i.unavailable) <> 'object'
                    then array['unavailable', 'not a JSON object']
            end as problem
        from incoming as i
        left join times as t using (collected_at)
    )
    select
        i.row_index,
        case when i.problem is null then replace(i.decision_id, '-', '')::uuid end,
        i.tweet_id,
        i.read_at,
        case when i.counts_are_well_formed then i.likes::numeric::bigint end,
        case when i.counts_are_well_formed then i.retweets::numeric::bigint end,
        case when i.counts_are_well_formed then i.replies::numeric::bigint end,
        case when i.counts_are_well_formed then i.quotes::numeric::bigint end,
        case when i.counts_are_well_formed then i.bookmarks::numeric::bigint end,
        case when i.counts_are_well_formed then i.views::numeric::bigint end,
        case when i.counts_are_well_formed then i.impressions::numeric::bigint end,
        case when i.counts_are_well_formed then i.profile_clicks::numeric::bigint end,
        case when i.counts_are_well_formed then i.url_clicks::numeric::bigint end,
        case when i.counts_are_well_formed then i.engagements::numeric::bigint end,
        case when i.counts_are_well_formed then i.followers_before::numeric::bigint end,
        case when i.counts_are_well_formed then i.followers_after::numeric::bigint end,
        case when i.problem is null then i.followers_gained::numeric end,
        case when i.followers_gained is not null then coalesce(i.followers_source, 'reported') end,
        jsonb_strip_nulls(i.extra),
        i.unavailable,
        i.raw,
        i.problem[1],
        i.problem[2]
    from inspected as i;
end
$function$;

comment on function bandit_internal.parse_outcomes(jsonb) is
    'Typed metrics of each row of a JSON array, in its order (row_index from 1); reason says what is malformed, null where nothing is. Internal.';

revoke all on function bandit_internal.parse_outcomes(jsonb) from public;
