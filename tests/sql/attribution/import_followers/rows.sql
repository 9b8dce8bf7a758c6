-- tests/sql/attribution/import_followers/rows.sql: an export's rows in the account's days, each for itself.
begin;
select plan(6);
\ir ../../fixtures/followers.psql
select bandit.set_setting('time_zone', 'America/New_York') \gset

\set rows '''[{"from_date": "2025-03-08", "until_date": "2025-03-09", "new_follows": "4", "unfollows": "5.0", "impressions": "1033", "file": "f", "row": 2}, {"from_date": "2025-03-09", "until_date": "2025-03-10", "new_follows": "4", "file": "f", "row": 3}, {"from_date": "2025-02-01", "until_date": "2025-03-01", "followers": "900", "gained": "12", "file": "f", "row": 4}, {"from_date": "x", "until_date": "2025-03-01", "gained": "1", "file": "f", "row": 5}, {"from_date": "2025-03-01", "until_date": "2025-03-02", "unfollows": "-3", "new_follows": "1", "file": "f", "row": 6}, {"until_date": "2025-03-02", "gained": "1", "file": "f", "row": 7}]'''
select is(row(read, inserted, updated, unchanged, rejected)::text, '(6,2,0,1,3)', 'two rows with something, one with half a gain, three refused') from bandit.import_followers(:rows);
select is(row(read, inserted, updated, unchanged, rejected)::text, '(6,0,0,3,3)', 'again: nothing') from bandit.import_followers(:rows);
select set_eq('select from_at, until_at, gained, impressions from bandit.follower_gains', $$values ('2025-03-08 05:00+00'::timestamptz, '2025-03-09 05:00+00'::timestamptz, -1::numeric, 1033::bigint), ('2025-02-01 05:00+00', '2025-03-01 05:00+00', 12, null)$$, 'net gains in the account''s days');
select set_eq('select snapshot_at, followers, source from bandit.follower_snapshots', $$values ('2025-03-01 05:00+00'::timestamptz, 900::bigint, 'import')$$, 'and the count');
select set_eq('select row_number, column_name, reason from bandit.rejected_rows', $$values (5::bigint, 'from_date', '''x'' is not a date'), (6, 'unfollows', '-3 is negative'), (7, null, 'a gain needs the start of its interval')$$, 'the others are kept with what is wrong');
select throws_ok('select bandit.import_followers(''{}'')', 'WT014', null, 'a batch is an array');

select * from finish();
rollback;
