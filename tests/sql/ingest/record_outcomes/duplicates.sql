-- tests/sql/ingest/record_outcomes/duplicates.sql: several readings of one post in a batch are merged; the newest answers for them.
begin;
select plan(12);

set local bandit.account = 'twice';
select bandit.create_account('twice') as account_id \gset
select decision_id from bandit.choose_generator() \gset
select status from bandit.mark_posted(:'decision_id', '1', '2024-12-31') \gset
prepare record(jsonb, timestamptz) as select r::text from bandit.record_outcomes($1, 'scrape', $2) as r;
prepare stored as select o.likes, o.views, o.replies from bandit.outcomes as o where o.account_id = bandit.account_id('twice');

select results_eq($$execute record('[{"tweet_id": "1", "likes": 1}, {"tweet_id": "1", "likes": 2}]', '2025-01-01')$$, $$values ('(2,1,0,1,0,{})')$$, 'at one time the last one wins');
select results_eq('execute stored', 'values (2::bigint, null::bigint, null::bigint)', 'and is stored');
select results_eq($$execute record('[{"tweet_id": "1", "likes": 4, "collected_at": "2025-01-03"}, {"tweet_id": "1", "likes": 3, "collected_at": "2025-01-02"}]', '2025-01-01')$$, $$values ('(2,0,1,1,0,{})')$$, 'else the newer one, wherever it stands');
select results_eq('execute stored', 'values (4::bigint, null::bigint, null::bigint)', 'and is stored');
select results_eq(format('execute record(%L, %L)', jsonb_build_array(jsonb_build_object('tweet_id', '1', 'views', 5000), jsonb_build_object('decision_id', :'decision_id', 'likes', 5)), '2025-01-04'),
    $$values ('(2,0,1,1,0,{})')$$, 'one by tweet_id and one by decision_id, each with another number');
select results_eq('execute stored', 'values (5::bigint, 5000::bigint, null::bigint)', 'neither number is lost');
select results_eq($$execute record('[{"tweet_id": "1", "replies": 1, "collected_at": "2025-01-05"}, {"tweet_id": "1", "replies": "x"}, {"tweet_id": "1", "likes": 6}]', '2025-01-05')$$, $$values ('(3,0,1,1,1,{})')$$, 'a bad row beside two good ones');
select results_eq('execute stored', 'values (6::bigint, 5000::bigint, 1::bigint)', 'takes neither down');
select results_eq($$execute record('[{"tweet_id": "1", "extra": {"a": 2}}, {"tweet_id": "1", "extra": {"b": 2}}, {"tweet_id": "1", "extra": {"a": 1, "b": 1, "c": 1}, "collected_at": "2025-01-05"}]', '2025-01-06')$$, $$values ('(3,0,1,2,0,{})')$$, 'extra numbers are merged');
select is(o.extra, '{"a": 2, "b": 2, "c": 1}', 'name by name') from bandit.outcomes as o where o.account_id = :account_id;
select is(r::text, '(1000,0,1,999,0,{})', 'the whole history of a post in one batch')
from bandit.record_outcomes((select jsonb_agg(jsonb_build_object('tweet_id', '1', 'likes', 100 + n, 'collected_at', timestamp '2025-02-01' + n * interval '1 hour') order by n % 7) from generate_series(1, 1000) as n)) as r;
select is(o.likes, 1100::bigint, 'ends with its last reading') from bandit.outcomes as o where o.account_id = :account_id;

select * from finish();
rollback;
