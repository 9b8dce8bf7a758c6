-- tests/sql/ingest/record_outcomes/matching.sql: a row finds its decision by decision_id or by tweet_id, in its own account.
begin;
select plan(19);

set local bandit.account = 'matching';
select bandit.create_account('matching') as account_id, bandit.create_account('elsewhere') as elsewhere \gset
create temp table post as
select n, c.decision_id
from generate_series(1, 3) as n
cross join lateral bandit.choose_generator(p_u => n / 10.0) as c;
select decision_id as one from post where n = 1 \gset
select decision_id as two from post where n = 2 \gset
select decision_id as three from post where n = 3 \gset
select status from bandit.mark_posted(:'one', '1980682040778375204', '2024-12-31') \gset
select status from bandit.mark_posted(:'two', '2', '2024-12-31') \gset
select d.decision_id as theirs from bandit.choose_generator(p_account_id => :elsewhere) as d \gset
select status from bandit.mark_posted(:'theirs', '999', p_account_id => :elsewhere) \gset

prepare record(jsonb) as select r::text from bandit.record_outcomes($1, p_collected_at => '2025-01-01') as r;
create temp view likes as select p.n, o.likes from post as p join bandit.outcomes as o using (decision_id);

select results_eq(format('execute record(%L)', jsonb_build_array(jsonb_build_object('decision_id', :'one', 'likes', 1))), $$values ('(1,1,0,0,0,{})')$$, 'by decision_id');
select results_eq(format('execute record(%L)', jsonb_build_array(jsonb_build_object('decision_id', upper(:'one'), 'likes', 2))), $$values ('(1,0,1,0,0,{})')$$, 'however it is written');
select results_eq($$execute record('[{"tweet_id": "1980682040778375204", "likes": 3}]')$$, $$values ('(1,0,1,0,0,{})')$$, 'by tweet_id');
select results_eq($$execute record('[{"tweet_id": 1980682040778375204, "likes": 4}]')$$, $$values ('(1,0,1,0,0,{})')$$, 'a long tweet_id as a JSON number loses no digit');
select results_eq(format('execute record(%L)', jsonb_build_array(jsonb_build_object('decision_id', :'one', 'tweet_id', '1980682040778375204', 'likes', 5))), $$values ('(1,0,1,0,0,{})')$$, 'by both');
select results_eq(format('execute record(%L)', jsonb_build_array(jsonb_build_object('decision_id', :'three', 'likes', 6))), $$values ('(1,1,0,0,0,{})')$$, 'a decision that is not marked posted yet');
select results_eq('select n, likes from likes order by n', $$values (1, 5::bigint), (3, 6)$$, 'each to its own decision');

select results_eq($$execute record('[{"tweet_id": "404", "likes": 1}]')$$, $$values ('(1,0,0,0,1,{})')$$, 'an unknown tweet_id');
select results_eq($$execute record('[{"decision_id": "00000000-0000-4000-8000-000000000000", "likes": 1}]')$$, $$values ('(1,0,0,0,1,{})')$$, 'an unknown decision_id');
select results_eq($$execute record('[{"likes": 1}]')$$, $$values ('(1,0,0,0,1,{})')$$, 'neither');
select results_eq($$execute record('[{"decision_id": null, "tweet_id": null, "likes": 1}]')$$, $$values ('(1,0,0,0,1,{})')$$, 'neither, said with nulls');
select results_eq($$execute record('[{"tweet_id": "999", "likes": 1}]')$$, $$values ('(1,0,0,0,1,{})')$$, 'another account''s post');
select results_eq(format('execute record(%L)', jsonb_build_array(jsonb_build_object('decision_id', :'theirs', 'likes', 1))), $$values ('(1,0,0,0,1,{})')$$, 'another account''s decision');
select results_eq(format('execute record(%L)', jsonb_build_array(jsonb_build_object('decision_id', :'two', 'tweet_id', '1980682040778375204', 'likes', 1))), $$values ('(1,0,0,0,1,{})')$$, 'the decision of one post and the tweet_id of another');

select results_eq(format('select column_name, reason from bandit.rejected_metrics where account_id = %s order by rejected_id', :account_id), format($$values
    ('tweet_id', 'there is no post 404'),
    ('decision_id', 'there is no decision 00000000-0000-4000-8000-000000000000'),
    (null, 'neither decision_id nor tweet_id'),
    (null, 'neither decision_id nor tweet_id'),
    ('tweet_id', 'there is no post 999'),
    ('decision_id', 'there is no decision %s'),
    ('tweet_id', '1980682040778375204 is not the post of decision %s')$$, :'theirs', :'two'), 'each is kept with its column and reason');
select is(count(*), 0::bigint, 'nobody else''s metrics were touched') from bandit.outcomes where account_id = :elsewhere;
select results_eq('select n, likes from likes order by n', $$values (1, 5::bigint), (3, 6)$$, 'nor one''s own');

select results_eq('select bandit.record_outcomes(''[]'')::text', $$values ('(0,0,0,0,0,{})')$$, 'an empty batch is a batch');
select is(count(*), 2::bigint, 'and stores nothing') from bandit.outcomes where account_id = :account_id;

select * from finish();
rollback;
