-- tests/sql/ingest/import_posts/generators.sql: every imported post is credited to a generator that exists.
begin;
select plan(21);

set local bandit.account = 'mapping';
select bandit.create_account('mapping') as account_id, bandit.create_account('elsewhere') as elsewhere \gset
prepare import(jsonb) as select read, inserted, updated, unchanged, rejected from bandit.import_posts($1, '2025-02-01');
create temp view post as
select m.tweet_id, m.generator_name, m.source, m.status, m.decision_id, m.u, m.propensity
from bandit.content_metadata as m
where m.account_id = bandit.account_id('mapping');

select results_eq($$execute import('[
    {"tweet_id": "1", "posted_at": "2025-01-01", "generator_name": "data_nerd", "impressions": 10},
    {"tweet_id": "2", "posted_at": "2025-01-01", "generator_name": "DataNerd", "impressions": 10},
    {"tweet_id": "3", "posted_at": "2025-01-01", "generator_name": "Data Nerd", "impressions": 10},
    {"tweet_id": "4", "posted_at": "2025-01-01", "impressions": 10},
    {"tweet_id": "5", "posted_at": "2025-01-01", "generator_name": null, "impressions": 10},
    {"tweet_id": "6", "posted_at": "2025-01-01", "generator_name": "dataNrd", "impressions": 10},
    {"tweet_id": "7", "posted_at": "2025-01-01", "generator_name": "", "impressions": 10}]')$$,
    $$values (7::bigint, 3::bigint, 0::bigint, 0::bigint, 4::bigint)$$, 'three posts of one generator, four of none');
select results_eq('select tweet_id, generator_name from post order by 1', $$values ('1', 'dataNerd'), ('2', 'dataNerd'), ('3', 'dataNerd')$$, 'however its name is spelt; the others are no posts');
select is(column_name || ': ' || reason, 'generator_name: no generator is mapped to this post', 'no mapping: refused') from bandit.rejected_rows where account_id = :account_id and raw ->> 'tweet_id' = '4';
select is(column_name || ': ' || reason, 'generator_name: no generator is mapped to this post', 'null is no mapping') from bandit.rejected_rows where account_id = :account_id and raw ->> 'tweet_id' = '5';
select matches(reason, '^there is no generator ''dataNrd''; nearest: dataNerd, ', 'an unknown name: refused with the nearest') from bandit.rejected_rows where account_id = :account_id and raw ->> 'tweet_id' = '6';
select matches(reason, '^there is no generator ''''; nearest: ', 'an empty name is an unknown name') from bandit.rejected_rows where account_id = :account_id and raw ->> 'tweet_id' = '7';
select is(array_agg(distinct array[source, status, u::text, propensity::text]), array[array['import', 'posted', null, null]], 'they were posted, not chosen') from post;

-- A post that was chosen here keeps its decision and its generator.
select decision_id as chosen from bandit.choose_generator(p_arm => 'control', p_u => 0) \gset
select status from bandit.mark_posted(:'chosen', '10', '2025-01-01') \gset
select results_eq($$execute import('[{"tweet_id": "10", "posted_at": "2025-01-01", "generator_name": "philosopher", "content": "text", "impressions": 10}]')$$, $$values (1::bigint, 1::bigint, 0::bigint, 0::bigint, 0::bigint)$$, 'metrics of a post that was chosen here');
select is(array[p.generator_name, p.decision_id::text], array['coach', :'chosen'], 'go to its decision, whose generator stays') from post as p where p.tweet_id = '10';
select results_eq($$execute import('[{"tweet_id": "10", "posted_at": "2025-01-01", "impressions": 10}]')$$, $$values (1::bigint, 0::bigint, 0::bigint, 1::bigint, 0::bigint)$$, 'it needs no mapping');
select results_eq($$execute import('[{"tweet_id": "1", "posted_at": "2025-01-01", "impressions": 10}]')$$, $$values (1::bigint, 0::bigint, 0::bigint, 1::bigint, 0::bigint)$$, 'nor does a post that was imported before');
select results_eq($$execute import('[{"tweet_id": "10", "posted_at": "2025-01-01", "generator_name": "nobody", "impressions": 10}]')$$, $$values (1::bigint, 0::bigint, 0::bigint, 0::bigint, 1::bigint)$$, 'but an unknown name is a mistake all the same');

-- A corrected mapping.
select results_eq($$execute import('[{"tweet_id": "1", "posted_at": "2025-01-01", "generator_name": "coach", "impressions": 10}, {"tweet_id": "2", "posted_at": "2025-01-01", "generator_name": "dataNerd", "impressions": 10}]')$$,
    $$values (2::bigint, 0::bigint, 1::bigint, 1::bigint, 0::bigint)$$, 'another generator for an imported post is an update');
select is(generator_name, 'coach', 'and is believed') from post where tweet_id = '1';
select results_eq($$execute import('[{"tweet_id": "1", "posted_at": "2025-01-01", "generator_name": "Coach", "impressions": 10}]')$$, $$values (1::bigint, 0::bigint, 0::bigint, 1::bigint, 0::bigint)$$, 'another spelling is not');

-- A generator of one account is none of another; a disabled one did write its posts.
select bandit.add_generator('memeLord') \gset
select results_eq($$execute import('[{"tweet_id": "20", "posted_at": "2025-01-01", "generator_name": "meme-lord"}]')$$, $$values (1::bigint, 1::bigint, 0::bigint, 0::bigint, 0::bigint)$$, 'a generator that was added');
select is(rejected, 1::bigint, 'is unknown elsewhere') from bandit.import_posts('[{"tweet_id": "20", "posted_at": "2025-01-01", "generator_name": "memeLord"}]', p_account_id => :elsewhere);
update bandit.generator_weights set status = 'disabled' where account_id = :account_id and generator_name = 'coach';
select results_eq($$execute import('[{"tweet_id": "21", "posted_at": "2025-01-01", "generator_name": "coach"}]')$$, $$values (1::bigint, 1::bigint, 0::bigint, 0::bigint, 0::bigint)$$, 'a disabled generator');
select is(inserted, 1::bigint, 'the same post elsewhere is another post') from bandit.import_posts('[{"tweet_id": "1", "posted_at": "2025-01-01", "generator_name": "explorer"}]', p_account_id => :elsewhere);
select is(generator_name, 'coach', 'and leaves this one alone') from post where tweet_id = '1';
select is(count(*), 6::bigint, 'six posts in all') from post;

select * from finish();
rollback;
