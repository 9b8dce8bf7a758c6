-- tests/sql/ingest/record_outcomes/malformed.sql: a bad value costs its row, not the batch, and is named with its column.
begin;
select plan(63);

set local bandit.account = 'malformed';
select bandit.create_account('malformed') as account_id \gset
select count(m.*)
from generate_series(1, 2) as n
cross join lateral bandit.choose_generator(p_u => n / 10.0) as c
cross join lateral bandit.mark_posted(c.decision_id, n::text) as m \gset

create temp table bad (row_index serial, fields jsonb, expected text);
insert into bad (fields, expected) values
    ('{"likes": -5}', 'likes: -5 is negative'),
    ('{"likes": "-5.50"}', 'likes: -5.50 is negative'),
    ('{"likes": 1.5}', 'likes: 1.5 is not a whole number'),
    ('{"likes": "3257.01"}', 'likes: 3257.01 is not a whole number'),
    ('{"likes": 1234567890123456789}', 'likes: 1234567890123456789 is implausibly large'),
    ('{"likes": "12345678901234567890.0"}', 'likes: 12345678901234567890.0 is implausibly large'),
    ('{"likes": "abc"}', 'likes: ''abc'' is not a number'),
    ('{"likes": ""}', 'likes: '''' is not a number'),
    ('{"likes": " "}', 'likes: '' '' is not a number'),
    ('{"likes": " 12"}', 'likes: '' 12'' is not a number'),
    ('{"likes": "12 "}', 'likes: ''12 '' is not a number'),
    ('{"likes": "1 2"}', 'likes: ''1 2'' is not a number'),
    ('{"likes": "12\n"}', E'likes: ''12\n'' is not a number'),
    ('{"likes": "1,234"}', 'likes: ''1,234'' is not a number'),
    ('{"likes": "1|2"}', 'likes: ''1|2'' is not a number'),
    ('{"likes": "(1)"}', 'likes: ''(1)'' is not a number'),
    ('{"likes": "\"1\""}', 'likes: ''"1"'' is not a number'),
    ('{"likes": "1\\2"}', 'likes: E''1\\2'' is not a number'),
    ('{"likes": "12."}', 'likes: ''12.'' is not a number'),
    ('{"likes": ".5"}', 'likes: ''.5'' is not a number'),
    ('{"likes": "+5"}', 'likes: ''+5'' is not a number'),
    ('{"likes": "1e3"}', 'likes: ''1e3'' is not a number'),
    ('{"likes": "0x1F"}', 'likes: ''0x1F'' is not a number'),
    ('{"likes": "١٢"}', 'likes: ''١٢'' is not a number'),
    ('{"likes": "NaN"}', 'likes: ''NaN'' is not a number'),
    ('{"likes": "Infinity"}', 'likes: ''Infinity'' is not a number'),
    ('{"likes": "null"}', 'likes: ''null'' is not a number'),
    ('{"likes": "5", "replies": ""}', 'replies: '''' is not a number'),
    ('{"likes": true}', 'likes: ''true'' is not a number'),
    ('{"likes": [1]}', 'likes: ''[1]'' is not a number'),
    ('{"likes": {"count": 1}}', 'likes: ''{"count": 1}'' is not a number'),
    ('{"impressions": "-"}', 'impressions: ''-'' is not a number'),
    ('{"followers_gained": -1}', 'followers_gained: -1 is negative'),
    ('{"followers_gained": "-0.5", "followers_source": "reported"}', 'followers_gained: -0.5 is negative'),
    ('{"followers_gained": "NaN"}', 'followers_gained: ''NaN'' is not a number'),
    ('{"followers_gained": "-Infinity", "followers_source": "attributed"}', 'followers_gained: ''-Infinity'' is not a number'),
    ('{"followers_gained": "1e5"}', 'followers_gained: ''1e5'' is not a number'),
    ('{"followers_gained": ""}', 'followers_gained: '''' is not a number'),
    ('{"followers_gained": 1, "followers_source": "guessed"}', 'followers_source: ''guessed'' is neither reported nor attributed'),
    ('{"decision_id": "1"}', 'decision_id: ''1'' is not a decision_id'),
    ('{"decision_id": "{00000000-0000-4000-8000-000000000000}"}', 'decision_id: ''{00000000-0000-4000-8000-000000000000}'' is not a decision_id'),
    ('{"collected_at": ""}', 'collected_at: '''' is not a time'),
    ('{"collected_at": "last week"}', 'collected_at: ''last week'' is not a time'),
    ('{"collected_at": "2025-02-30"}', 'collected_at: ''2025-02-30'' is not a time'),
    ('{"collected_at": "infinity"}', 'collected_at: ''infinity'' is not a time'),
    ('{"collected_at": "2025-01-01 00:00+99"}', 'collected_at: ''2025-01-01 00:00+99'' is not a time'),
    ('{"extra": [1]}', 'extra: not a JSON object'),
    ('{"extra": "x"}', 'extra: not a JSON object');
insert into bad (fields, expected)
select jsonb_build_object(c.name, '?'), format('%s: ''?'' is not a number', c.name)
from unnest(array['retweets', 'replies', 'quotes', 'bookmarks', 'views', 'profile_clicks', 'url_clicks', 'engagements', 'followers_before', 'followers_after']) as c (name);

-- The first and the last row are good.
create temp table batch as
select '[{"tweet_id": "1", "likes": 7}]'::jsonb || jsonb_agg('{"tweet_id": "1", "likes": 9}' || fields order by row_index) || '[{"tweet_id": "2", "likes": 8}]' as rows
from bad;

select is(r::text, '(60,2,0,0,58,{})', 'the good rows are counted apart from the bad') from batch, bandit.record_outcomes(rows, 'scrape') as r;

select is(r.column_name || ': ' || r.reason, b.expected, left(b.fields::text, 60))
from bad as b
left join bandit.rejected_metrics as r
    on r.account_id = bandit.account_id('malformed')
   and r.raw = '{"tweet_id": "1", "likes": 9}' || b.fields
order by b.row_index;

select is(array_agg(o.likes order by o.likes), array[7, 8]::bigint[], 'only the good rows are stored') from bandit.outcomes as o where o.account_id = :account_id;
select is(r::text, '(60,0,0,2,58,{})', 'the same batch again is refused as before') from batch, bandit.record_outcomes(rows, 'scrape') as r;
select is(count(*), 58::bigint, 'and the same refusals are kept once') from bandit.rejected_metrics where account_id = :account_id;
select ok(length(max(r.reason)) < 200, 'a number of a million digits is not repeated in full')
from bandit.record_outcomes(jsonb_build_array(jsonb_build_object('tweet_id', '1', 'likes', repeat('9', 1000000))))
cross join bandit.rejected_metrics as r
where r.account_id = :account_id;

select * from finish();
rollback;
