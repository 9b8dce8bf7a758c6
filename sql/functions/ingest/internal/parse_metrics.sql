-- parse_metrics: typed rows from a batch of metrics in JSON; only their form is checked.
--
-- Each value is read as text first, so that a malformed value costs its row and not the batch. One match over all counts,
-- in the text form of a row, is enough for a well-formed row; find_bad_count names the malformed count of any other.

create or replace function bandit_internal.parse_metrics(
    p_rows         jsonb,         -- array of n objects: decision_id or tweet_id, metrics by name, collected_at, extra, unavailable {metric: reason}
    p_collected_at timestamptz,   -- when the numbers were read, for rows without collected_at
    p_now          timestamptz    -- the present time
) returns bandit_internal.metrics_row[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_counts   constant text := '^[(](([0-9]{1,18}([.]0{1,20})?)?[,)])*$';
    c_quantity constant text := '^-?[0-9]{1,15}([.][0-9]{1,30})?$';
    c_id       constant text := '^-*([0-9A-Fa-f]-*){32}$';
    v_latest   constant timestamptz := p_now + interval '1 hour';
begin
    return (
        with incoming as materialized (
            select r.*, r.decision_id ~ c_id as has_id
            from rows from (
                jsonb_to_recordset(p_rows) as (
                    decision_id text, tweet_id text, collected_at text,
                    likes text, retweets text, replies text, quotes text, bookmarks text, views text, impressions text,
                    profile_clicks text, url_clicks text, engagements text, followers_before text, followers_after text,
                    followers_gained text, followers_source text, extra jsonb, unavailable jsonb
                )
            ) with ordinality as r
        ),
        times as materialized (
            select p.collected_at, p.read_at, bandit_internal.time_problem(p.read_at, v_latest) as problem
            from (
                select t.collected_at, bandit_internal.parse_timestamp(t.collected_at) as read_at
                from (select distinct i.collected_at from incoming as i) as t
                offset 0   -- parsed once
            ) as p
        ),
        inspected as materialized (
            select
                i.*,
                t.read_at,
                case
                    when i.decision_id is null and i.tweet_id is null
                        then array[null, 'neither decision_id nor tweet_id']
                    when not i.has_id
                        then array['decision_id', format('%L is not a decision_id', i.decision_id)]
                    when i.collected_at is not null and t.read_at is null
                        then array['collected_at', format('%L is not a time', i.collected_at)]
                    when t.problem is not null
                        then array['collected_at', format('%L: %s', i.collected_at, t.problem)]
                    when row(i.likes, i.retweets, i.replies, i.quotes, i.bookmarks, i.views, i.impressions, i.profile_clicks,
                             i.url_clicks, i.engagements, i.followers_before, i.followers_after)::text !~ c_counts
                        then bandit_internal.find_bad_count(p_rows -> (i.ordinality - 1)::integer)
                    when i.followers_gained !~ c_quantity
                        then array['followers_gained', format('%L is not a number', i.followers_gained)]
                    when i.followers_source not in ('reported', 'attributed')
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
        select array_agg(row(
            i.ordinality, case when i.has_id then replace(i.decision_id, '-', '')::uuid end, i.tweet_id, null, null, coalesce(i.read_at, p_collected_at),
            case when i.problem is null then row(
                i.likes::numeric, i.retweets::numeric, i.replies::numeric, i.quotes::numeric, i.bookmarks::numeric, i.views::numeric,
                i.impressions::numeric, i.profile_clicks::numeric, i.url_clicks::numeric, i.engagements::numeric,
                i.followers_before::numeric, i.followers_after::numeric, i.followers_gained::numeric,
                case when i.followers_gained is not null then coalesce(i.followers_source, 'reported') end,
                jsonb_strip_nulls(i.extra)
            )::bandit_internal.metrics end,
            null, i.unavailable, i.problem[1], i.problem[2], null
        )::bandit_internal.metrics_row)
        from inspected as i
    );
end
$function$;

comment on function bandit_internal.parse_metrics(jsonb, timestamptz, timestamptz) is
    'Returns the rows of a batch, with the reason for each malformed one. NULL: the batch is empty.';

revoke all on function bandit_internal.parse_metrics(jsonb, timestamptz, timestamptz) from public;
