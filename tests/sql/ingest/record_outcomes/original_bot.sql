-- tests/sql/ingest/record_outcomes/original_bot.sql: what a real bot of this design logged in October 2025 teaches nothing false.
begin;
select plan(14);

set local bandit.account = 'original';
select bandit.create_account('original') as account_id \gset

-- 20 real posts: the names had drifted, one reading has neither time nor replies, and one page was an error page, logged twice.
create temp table log (tweet_id text, posted_at timestamptz, generator_name text, views text, likes text, replies text, collected_at timestamptz);
insert into log values
    ('1980682040778375204', '2025-10-21 17:06:12+00', 'contrarian', '55', '0', '0', '2025-10-24 18:08:43+00'),
    ('1981737856834953631', '2025-10-24 15:01:38+00', 'provocateur', '20', '0', '0', '2025-10-24 18:19:17+00'),
    ('1981548295907328037', '2025-10-24 02:28:23+00', 'provocateur', '32', '0', '0', '2025-10-24 18:19:32+00'),
    ('1981541119373824387', '2025-10-24 01:59:52+00', 'storyteller', '31', '0', '0', '2025-10-24 18:19:46+00'),
    ('1981757626397716818', '2025-10-24 16:20:12+00', 'provocateur', '29', '0', '0', '2025-10-24 18:29:17+00'),
    ('1981525247632560291', '2025-10-24 00:56:48+00', 'contrarian', '33', '0', '0', '2025-10-24 18:29:32+00'),
    ('1981524716226748487', '2025-10-24 00:54:41+00', 'provocateur', '44', '0', '0', '2025-10-24 18:29:47+00'),
    ('1981509380538585252', '2025-10-23 23:53:45+00', 'provocateur', '48', '1', null, '2025-10-24 18:30:01+00'),
    ('1981508838818750474', '2025-10-23 23:51:36+00', 'provocateur', '43', '1', '0', '2025-10-24 18:30:15+00'),
    ('1981500141849760203', '2025-10-23 23:17:02+00', 'coach', '33', '0', '0', '2025-10-24 18:30:30+00'),
    ('1981499880280387713', '2025-10-23 23:16:00+00', 'thought_leader', '23', '0', '0', '2025-10-24 18:30:44+00'),
    ('1981471608289046609', '2025-10-23 21:23:40+00', 'coach', '23', '0', '0', '2025-10-24 18:30:58+00'),
    ('1981471356743991649', '2025-10-23 21:22:40+00', 'data_nerd', '25', '0', '0', '2025-10-24 18:31:12+00'),
    ('1981471099159216342', '2025-10-23 21:21:38+00', 'coach', '31', '0', '0', '2025-10-24 18:31:27+00'),
    ('1980653665317974187', '2025-10-21 15:13:27+00', 'provocateur', '26', '0', '0', null),
    ('1980646109979791757', '2025-10-21 14:43:25+00', 'dataNerd', '28', '0', '0', '2025-10-24 18:31:55+00'),
    ('1980674476980535797', '2025-10-21 16:36:09+00', 'contrarian', '35', '0', '0', '2025-10-24 18:39:18+00'),
    ('1980637418232664323', '2025-10-21 14:08:53+00', 'storyteller', '22', '0', '0', '2025-10-24 18:39:33+00'),
    ('1981777996747821552', '2025-10-24 17:41:08+00', 'provocateur', '24', '0', '0', '2025-10-24 18:49:17+00'),
    ('1981777232784986557', '2025-10-24 17:38:06+00', 'contrarian', '22', '1', '1', '2025-10-24 18:49:31+00');

select is(r.inserted, 20::bigint, 'all its posts are taken') from bandit.import_posts((select jsonb_agg(to_jsonb(l) - array['views', 'likes', 'replies', 'collected_at']) from log as l), '2025-10-24 17:00+00') as r;
select results_eq(format($$select m.generator_name, count(*) from bandit.content_metadata as m where m.account_id = %s group by 1 order by 1$$, :account_id),
    $$values ('coach', 3::bigint), ('contrarian', 4), ('dataNerd', 2), ('provocateur', 8), ('storyteller', 2), ('thoughtLeader', 1)$$, 'under the names that the generators really have');

select is(r::text, '(20,0,20,0,0,{})', 'all its readings too') from bandit.record_outcomes((select jsonb_agg(to_jsonb(l) - array['posted_at', 'generator_name']) from log as l), 'scrape', '2025-10-24 18:31:40+00') as r;
prepare error_page(timestamptz) as
select r::text from bandit.record_outcomes('[
    {"tweet_id": "1980682040778375204", "views": "5000000", "likes": "0", "retweets": "null", "replies": "null", "source_file": "full_system_logs.txt"},
    {"tweet_id": "1980682040778375204", "views": "5000000", "likes": "0", "retweets": null, "replies": null, "source_file": "logs_output.txt"}
]', 'scrape', $1) as r;
select results_eq($$execute error_page('2025-10-24 20:00+00')$$, $$values ('(2,0,0,0,2,"{""source_file"": 2}")')$$, 'the error page is refused, both times');
select results_eq($$execute error_page('2025-10-24 21:00+00')$$, $$values ('(2,0,0,0,2,"{""source_file"": 2}")')$$, 'and again');
select results_eq('select column_name, reason from bandit.rejected_rows where account = ''original'' order by column_name', $$values
    ('retweets', '''null'' is not a number'),
    ('views', '5000000 is implausible: above both 1000000 and 10000 times the account''s median')$$, 'each kept once, with its reason');
select unnest(array[
    is(o.views, 55::bigint, 'the post keeps its 55 views'),
    is(o.replies, 0::bigint, 'and its replies'),
    is(o.collected_at, '2025-10-24 18:08:43+00', 'and its time')
])
from bandit.outcomes as o join bandit.content_metadata as m using (account_id, decision_id)
where o.account_id = :account_id and m.tweet_id = '1980682040778375204';
select is(o.replies, null, 'replies that were not read are unknown, not 0') from bandit.outcomes as o join bandit.content_metadata as m using (account_id, decision_id) where o.account_id = :account_id and m.tweet_id = '1981509380538585252';
select is(o.collected_at, '2025-10-24 18:31:40+00', 'a reading without a time has the batch''s') from bandit.outcomes as o join bandit.content_metadata as m using (account_id, decision_id) where o.account_id = :account_id and m.tweet_id = '1980653665317974187';
select is(count(o.followers_gained), 0::bigint, 'followers that nobody counted are unknown, not 0') from bandit.outcomes as o where o.account_id = :account_id;
select is(r::text, '(1,0,1,0,0,{})', 'a post that goes viral the next day, 100 times the median, is believed') from bandit.record_outcomes('[{"tweet_id": "1981777232784986557", "views": 3000, "likes": 90}]', 'scrape', '2025-10-25 18:00+00') as r;
select throws_ok($$select bandit.canonical_generator('human_content_orchestrator')$$, 'WT002', null, 'a name that was nobody''s stays unknown');

select * from finish();
rollback;
