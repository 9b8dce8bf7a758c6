-- tests/sql/views/post_metrics/columns.sql: forty data points, each against a number worked out by hand.
begin;
select plan(70);
\ir ../../fixtures/scraping.psql

-- Berlin is an hour ahead of UTC in November: 2026-11-21 is a Saturday there from 23:00 UTC on.
select bandit.set_setting('time_zone', 'Europe/Berlin') \gset
select pg_temp.post('full', '2026-11-20 23:30+00'), pg_temp.post('empty', '2026-11-20 16:00+00'), pg_temp.post('zero', '2026-11-20 11:59+00'), pg_temp.post('gaps', '2026-11-16 07:59:59+00') \gset
update bandit.content_metadata set content = E'Sleep 8 hours?\n\nFollow me: https://example.org #rest 💤' where account_id = :account_id and tweet_id = 'full';
update bandit.content_metadata set content = '' where account_id = :account_id and tweet_id = 'zero';

create function pg_temp.read(p_tweet_id text, p_age interval, p_metrics jsonb) returns text language sql as $$
    select pg_temp.finish(jsonb_build_array(jsonb_build_object('tweet_id', p_tweet_id) || p_metrics), c.posted_at + p_age)
    from bandit.content_metadata as c
    where c.account_id = bandit.account_id('scraped') and c.tweet_id = p_tweet_id
$$;
-- Interactions: 0, 2, 12, 20 at 2 h, 40 at 1 day, 46 at 2 days, 50 at last.
select pg_temp.read('full', '10 minutes', '{"likes": 0, "retweets": 0, "replies": 0, "quotes": 0, "bookmarks": 0}'),
    pg_temp.read('full', '30 minutes', '{"likes": 2, "retweets": 0}'),
    pg_temp.read('full', '1 hour 10 minutes', '{"likes": 8, "retweets": 4}'),
    pg_temp.read('full', '1 hour 20 minutes', '{"likes": 10, "retweets": 5}'),
    pg_temp.read('full', '2 hours', '{"likes": 15, "retweets": 5}'),
    pg_temp.read('full', '23 hours 50 minutes', '{"likes": 30, "retweets": 5, "replies": 5}'),
    pg_temp.read('full', '47 hours', '{"likes": 33, "retweets": 5, "replies": 8}'),
    pg_temp.read('full', '60 hours', '{"likes": 30, "retweets": 8, "replies": 5, "quotes": 2, "bookmarks": 5, "views": 2100, "impressions": 2000, "profile_clicks": 30, "url_clicks": 12, "engagements": 120, "followers_gained": 3}') \gset
select pg_temp.read('zero', '30 minutes', '{"likes": 0, "retweets": 0, "replies": 0, "quotes": 0, "impressions": 0, "views": 0, "profile_clicks": 0, "bookmarks": 0, "followers_gained": 0}') \gset
-- The first reading after a day: nobody knows when the likes came.
select pg_temp.read('gaps', '25 hours', '{"likes": 10}'), pg_temp.read('gaps', '26 hours', '{"likes": 10}') \gset
insert into bandit.follower_snapshots (account_id, snapshot_at, followers, source)
select :account_id, '2026-11-20 23:30+00'::timestamptz + a.age::interval, a.followers, 'test'
from (values ('-119 minutes', 998), ('-10 minutes', 1000), ('-5 minutes', null), ('1 minute', 1001), ('119 minutes', 1002), ('2 hours', null), ('2 hours 1 minute', 1003), ('3 hours', 1004), ('24 hours', 1010), ('25 hours', 1011), ('49 hours 59 minutes', 1020)) as a (age, followers);

create temp view metric as
select m.tweet_id, v.key as name, v.value
from bandit.post_metrics as m
cross join lateral jsonb_each_text(to_jsonb(m)) as v
where m.account_id = bandit.account_id('scraped')
  and v.key not in ('account_id', 'decision_id', 'tweet_id', 'generator_name', 'posted_at');
create temp table expected (name text, value text);
insert into expected values
    ('likes', '30'), ('retweets', '8'), ('replies', '5'), ('quotes', '2'), ('bookmarks', '5'), ('views', '2100'), ('impressions', '2000'), ('profile_clicks', '30'), ('url_clicks', '12'), ('engagements', '120'),
    ('interactions', '50'), ('followers_gained', '3'),
    ('f_per_1k', '1.5000'),                     -- 3 / 2000 * 1000
    ('engagement_rate', '0.025000'),            -- 50 / 2000
    ('bookmark_ratio', '0.002500'),             -- 5 / 2000
    ('profile_click_ratio', '0.015000'),        -- 30 / 2000
    ('reply_ratio', '0.100000'),                -- 5 / 50
    ('quote_to_repost_ratio', '0.250000'),      -- 2 / 8
    ('likes_per_hour', '0.500000'),             -- 30 in 60 hours
    ('interactions_2h', '20'),
    ('engagement_velocity', '0.400000'),        -- 20 of 50
    ('hours_to_first_engagement', '0.500'),
    ('peak_hour', '2'),                         -- 3 in the 10 minutes from 1:10 are 18 an hour; 10 in the 40 minutes from 0:30 are 15
    ('decay', '0.850000'),                      -- 6 on the second day, 40 on the first
    ('characters', '54'), ('words', '8'),
    ('has_numbers', 'true'), ('has_question', 'true'), ('has_call_to_action', 'true'), ('has_link', 'true'), ('has_hashtag', 'true'), ('has_emoji', 'true'),
    ('posted_hour', '0'), ('weekday', '6'), ('is_weekend', 'true'), ('is_peak', 'false'),
    ('followers_at_post', '1000'), ('followers_2h', '1003'), ('followers_24h', '1010'), ('followers_48h', '1020');
select is(count(*), 40::bigint, 'there are forty data points') from metric where tweet_id = 'full';
select is(m.value, e.value, e.name) from expected as e left join metric as m on m.tweet_id = 'full' and m.name = e.name;

select results_eq($$select name collate "C", value from metric where tweet_id = 'empty' and value is not null order by 1$$, $$values ('is_peak' collate "C", 'true'), ('is_weekend', 'false'), ('posted_hour', '17'), ('weekday', '5')$$, 'of a post that nobody read only its time is known');
select results_eq($$select name collate "C", value from metric where tweet_id = 'zero' and value is not null and name !~ '^(is_|posted_hour|weekday)' order by 1$$, $$values
    ('bookmarks' collate "C", '0'), ('characters', '0'), ('followers_gained', '0'), ('has_call_to_action', 'false'), ('has_emoji', 'false'), ('has_hashtag', 'false'), ('has_link', 'false'), ('has_numbers', 'false'), ('has_question', 'false'),
    ('impressions', '0'), ('interactions', '0'), ('likes', '0'), ('likes_per_hour', '0.000000'), ('profile_clicks', '0'), ('quotes', '0'), ('replies', '0'), ('retweets', '0'), ('views', '0'), ('words', '0')$$, 'a measured zero is zero; what would be divided by it is unknown');
select results_eq($$select name collate "C", value from metric where tweet_id = 'gaps' and value is not null and name !~ '^(is_|posted_hour|weekday)' order by 1$$, $$values ('interactions' collate "C", '10'), ('likes', '10'), ('likes_per_hour', '0.384615')$$, 'what came in a gap came nobody knows when');
select results_eq($$select m.tweet_id, m.posted_hour, m.weekday, m.is_peak from bandit.post_metrics as m where m.account_id = bandit.account_id('scraped') and m.tweet_id in ('zero', 'gaps') order by 1$$, $$values ('gaps', 8, 1, false), ('zero', 12, 5, false)$$, 'hours are the account''s');

-- What a text has.
create temp table text_trial (name text, content text, expected boolean);
insert into text_trial values
    ('has_question', 'Why?', true), ('has_question', '为什么？', true), ('has_question', 'Why.', false),
    ('has_numbers', 'seven', false), ('has_numbers', 'a7', true),
    ('has_call_to_action', 'RETWEET if you agree', true), ('has_call_to_action', 'my followers', false), ('has_call_to_action', 'Let me know!', true), ('has_call_to_action', 'I slept.', false), ('has_call_to_action', 'shareholders commented', false),
    ('has_link', 'example.org', false), ('has_link', 'HTTPS://t.co/x', true), ('has_link', 'www.example.org', true), ('has_link', 'https:// x', false),
    ('has_hashtag', '#1', false), ('has_hashtag', 'a#b', false), ('has_hashtag', 'see #b', true), ('has_hashtag', '&#x27;', false), ('has_hashtag', '(#größe)', true),
    ('has_emoji', '☀', true), ('has_emoji', '🇩🇪', true), ('has_emoji', 'ä → €', false), ('has_emoji', '🤖', true);
create function pg_temp.has(p_name text, p_content text) returns boolean language plpgsql as $$
begin
    update bandit.content_metadata set content = p_content where account_id = bandit.account_id('scraped') and tweet_id = 'empty';
    return (select m.value from metric as m where m.tweet_id = 'empty' and m.name = p_name)::boolean;
end $$;
select is(pg_temp.has(t.name, t.content), t.expected, format('%s: %s', t.name, t.content)) from text_trial as t;

select is_empty($$select a.attname from pg_attribute as a where a.attrelid = 'bandit.post_metrics'::regclass and a.attnum > 0 and col_description(a.attrelid, a.attnum) is null$$, 'every column says what it is');
select is(count(*), 0::bigint, 'a decision that was not posted is no post') from bandit.choose_generator() as c join bandit.post_metrics as m using (decision_id);

select * from finish();
rollback;
