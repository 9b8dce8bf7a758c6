-- tests/sql/ingest/import_posts/refused.sql: bad rows are reported and kept, good ones imported.
begin;
select plan(14);

set local bandit.account = 'refusals';
select bandit.create_account('refusals') as account_id \gset
create temp table batch as select '[
    {"file": "b.csv", "row": 12, "tweet_id": "1", "posted_at": "2025-01-01", "generator_name": "coach", "impressions": 100, "likes": 1},
    {"file": "b.csv", "row": 3, "problem": {"column": "Date", "reason": "not a date: soon"}, "raw": {"Post id": "2", "Date": "soon"}},
    {"file": "b.csv", "row": 4, "problem": {"reason": "3 fields instead of 5"}, "raw": ["a", "b", "c"]},
    {"file": "b.csv", "row": 5, "problem": {}, "tweet_id": "2", "posted_at": "2025-01-01", "generator_name": "coach"},
    {"file": "b.csv", "row": 6, "tweet_id": "  ", "posted_at": "2025-01-01", "generator_name": "coach"},
    {"file": "b.csv", "row": 7, "tweet_id": "3", "posted_at": "2025-02-30", "generator_name": "coach"},
    {"file": "b.csv", "row": 8, "tweet_id": "4", "generator_name": "coach"},
    {"file": "b.csv", "row": 9, "tweet_id": "5", "posted_at": "2025-01-01", "generator_name": "coach", "impressions": "many"},
    {"file": "b.csv", "row": 10, "tweet_id": "6", "posted_at": "2025-01-01", "generator_name": "coach", "impressions": 5000000},
    {"file": "a.csv", "row": 11, "tweet_id": "7", "posted_at": "infinity", "generator_name": "coach"},
    {"row": "last", "tweet_id": "8", "posted_at": "2025-01-01"},
    {"file": "b.csv", "row": 13, "problem": null, "tweet_id": "9", "posted_at": "2025-01-01", "generator_name": "coach", "impressions": 100},
    {"file": "b.csv", "row": 14, "tweet_id": "10", "posted_at": "2025-01-01", "generator_name": "coach", "impressions": 100}]'::jsonb as rows;

create temp table done as select i.* from batch, bandit.import_posts(rows, '2025-02-01') as i;
select is(array[read, inserted, updated, unchanged, rejected], array[13, 3, 0, 0, 10]::bigint[], 'every row is counted once') from done;
select is(rejections, '[
    {"file": "a.csv", "row": 11, "column": "posted_at", "reason": "''infinity'' is not a time"},
    {"file": "b.csv", "row": 3, "column": "Date", "reason": "not a date: soon"},
    {"file": "b.csv", "row": 4, "column": null, "reason": "3 fields instead of 5"},
    {"file": "b.csv", "row": 5, "column": null, "reason": "unreadable"},
    {"file": "b.csv", "row": 6, "column": "tweet_id", "reason": "the post has no id"},
    {"file": "b.csv", "row": 7, "column": "posted_at", "reason": "''2025-02-30'' is not a time"},
    {"file": "b.csv", "row": 8, "column": "posted_at", "reason": "NULL is not a time"},
    {"file": "b.csv", "row": 9, "column": "impressions", "reason": "''many'' is not a number"},
    {"file": "b.csv", "row": 10, "column": "impressions", "reason": "5000000 is implausible: above both 1000000 and 10000 times the account''s median"},
    {"file": null, "row": "last", "column": "generator_name", "reason": "no generator is mapped to this post"}]', 'the bad ones are listed by file and row') from done;
select results_eq($$select file, row_number, column_name from bandit.rejected_rows where account = 'refusals' order by file, row_number$$, $$values
    ('a.csv', 11::bigint, 'posted_at'), ('b.csv', 3, 'Date'), ('b.csv', 4, null), ('b.csv', 5, null), ('b.csv', 6, 'tweet_id'), ('b.csv', 7, 'posted_at'),
    ('b.csv', 8, 'posted_at'), ('b.csv', 9, 'impressions'), ('b.csv', 10, 'impressions'), (null, null, 'generator_name')$$, 'and kept');
select is(raw, '{"file": "b.csv", "row": 3, "problem": {"column": "Date", "reason": "not a date: soon"}, "raw": {"Post id": "2", "Date": "soon"}}', 'as they came') from bandit.rejected_rows where account = 'refusals' and row_number = 3;
select is(string_agg(m.tweet_id, ' ' order by m.tweet_id::integer), '1 5 6 9 10', 'bad metrics are refused, their post is a post') from bandit.content_metadata as m where m.account_id = :account_id;
select is(count(*), 3::bigint, 'without metrics') from bandit.outcomes as o where o.account_id = :account_id;

select is(array[i.inserted, i.updated, i.unchanged, i.rejected], array[0, 0, 3, 10]::bigint[], 'again: nothing changes, and the bad rows are still bad') from batch, bandit.import_posts(rows, '2025-02-01') as i;
select is(count(*), 10::bigint, 'kept once') from bandit.rejected_rows where account = 'refusals';
select is(i.rejected, 10::bigint, 'a later export of the same file') from batch, bandit.import_posts((select jsonb_agg(raw || '{"collected_at": "2025-03-01"}') from jsonb_array_elements(rows) as r (raw)), '2025-03-01') as i;
select is(count(*), 11::bigint, 'refuses the same rows; what comes from no file is another reading') from bandit.rejected_rows where account = 'refusals';

select is(array[i.read, i.inserted, i.rejected], array[0, 0, 0]::bigint[], 'an empty batch') from bandit.import_posts('[]') as i;
select is(i.rejections, '[]', 'has no rejections') from bandit.import_posts('[]') as i;
select throws_ok($$select * from bandit.import_posts('{"tweet_id": "1"}')$$, 'WT014', 'rows must be a JSON array of objects', 'an object is no batch');
select throws_ok($$select * from bandit.import_posts('[]', 'infinity')$$, 'WT004', 'a time must be finite', 'nor is one read at the end of time');

select * from finish();
rollback;
