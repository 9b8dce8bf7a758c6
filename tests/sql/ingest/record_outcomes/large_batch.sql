-- tests/sql/ingest/record_outcomes/large_batch.sql: ten thousand rows are one batch.
begin;
select plan(6);

set local bandit.account = 'large';
select bandit.create_account('large') as account_id \gset
create temp table batch as
select
    jsonb_agg(jsonb_build_object('tweet_id', n::text, 'posted_at', '2025-01-01', 'generator_name', 'coach')) as posts,
    jsonb_agg(jsonb_build_object('tweet_id', n::text, 'impressions', case when n % 1000 = 0 then -n else n end, 'likes', 1)) as metrics
from generate_series(1, 10000) as n;

select is(r.inserted, 10000::bigint, 'ten thousand posts') from batch, bandit.import_posts(posts, '2025-01-01') as r;
select is(r::text, '(10000,0,9990,0,10,{})', 'ten thousand rows, ten of them bad') from batch, bandit.record_outcomes(metrics, 'scrape', '2025-01-02') as r;
select is(sum(o.impressions), 49950000::numeric, '1 + 2 + ... + 10000 less 1000 + 2000 + ... + 10000') from bandit.outcomes as o where o.account_id = :account_id;
select is(string_agg(r.raw ->> 'tweet_id', ' ' order by (r.raw ->> 'tweet_id')::integer), '1000 2000 3000 4000 5000 6000 7000 8000 9000 10000', 'just the bad ones') from bandit.rejected_metrics as r where r.account_id = :account_id;
select is(r::text, '(10000,0,0,9990,10,{})', 'the same batch again changes nothing') from batch, bandit.record_outcomes(metrics, 'scrape', '2025-01-02') as r;
select is(count(*), 10::bigint, 'and rejects nothing twice') from bandit.rejected_metrics as r where r.account_id = :account_id;

select * from finish();
rollback;
