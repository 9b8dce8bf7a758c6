-- tests/sql/weights/target_weights_thompson/unproven.sql: a generator with few posts has at most twice its fair share, in every context too.
begin;
select plan(6);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"early": 0.25, "late": 0.25, "mid": 0.25, "fresh": 0.25}'), bandit.set_setting('policy', 'thompson') \gset
create function pg_temp.posts_about(p_topic text, p_generator_name text, p_count integer, p_followers numeric) returns void language sql as $$
    select pg_temp.posts(p_generator_name, p_count, 1000, p_followers);
    update bandit.content_metadata set topic = p_topic where account_id = bandit.account_id('test') and topic is null
$$;
create function pg_temp.largest(p_name text) returns numeric language sql as $$
    select max((c.context ->> 'weight')::numeric)
    from bandit.explain_weights() as e
    cross join lateral jsonb_array_elements(e.context_weights) as c (context)
    where e.generator_name = p_name
$$;
-- early gains with art, late with war; fresh has 4 posts, and gains most with both.
select pg_temp.posts_about('art', 'early', 40, 5), pg_temp.posts_about('war', 'early', 40, 1), pg_temp.posts_about('art', 'late', 40, 1), pg_temp.posts_about('war', 'late', 40, 5),
       pg_temp.posts_about('art', 'mid', 40, 2), pg_temp.posts_about('war', 'mid', 40, 2), pg_temp.posts_about('art', 'fresh', 2, 60), pg_temp.posts_about('war', 'fresh', 2, 60) \gset
select is(count(*), 2::bigint, 'both topics are contexts') from bandit.explain_weights() as e cross join lateral jsonb_array_elements(e.context_weights) as c where e.generator_name = 'fresh';
select is(e.new_weight, 0.5000, 'twice its fair share') from bandit.explain_weights() as e where e.generator_name = 'fresh';
select is(pg_temp.largest('fresh'), 0.5000, 'also with a topic');
select matches(e.explanation, '^unproven: ', 'and is called so') from bandit.explain_weights() as e where e.generator_name = 'fresh';

select pg_temp.posts_about('art', 'fresh', 1, 60) \gset
select cmp_ok(e.new_weight, '>', 0.9, 'the fifth post lifts the limit') from bandit.explain_weights() as e where e.generator_name = 'fresh';
select cmp_ok(pg_temp.largest('fresh'), '>', 0.8, 'with a topic too');

select * from finish();
rollback;
