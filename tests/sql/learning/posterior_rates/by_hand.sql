-- tests/sql/learning/posterior_rates/by_hand.sql: two posts of 1000 impressions and one day, worked out by hand.
begin;
select plan(8);
\ir ../../fixtures/policy.psql

-- m = (5 + 2) / (2 + 1). Local rates about it, by moments 1/k = 0.250738; so q = 1 / (1 + m / k) = 0.630893 and b = 1 / (0.7 m) + q.
select pg_temp.generators('{"a": 0.4, "b": 0.3, "c": 0.3}'), pg_temp.posts('a', 1, 1000, 4), pg_temp.posts('b', 1, 1000, 1) \gset
create function pg_temp.rates(p_now timestamptz default bandit.clock()) returns setof bandit_internal.posterior_rate language sql as $$
    select r.* from bandit_internal.posterior_rates('{a,b,c}', bandit_internal.learning_days(bandit.account_id('test'), '270 days', p_now), floor(extract(epoch from p_now) / 86400)::integer, 90) as r
$$;
create function pg_temp.posteriors(p_now timestamptz default bandit.clock()) returns table (generator_name text, shape numeric, exposure numeric) language sql as $$
    select r.generator_name, round(r.shape::numeric, 9), round(r.exposure_1k::numeric, 9) from pg_temp.rates(p_now) as r
$$;
select is(array_agg(distinct row(round(r.account_rate::numeric, 9), round(r.dispersion::numeric, 9))::text), array['(2.333333333,0.250737503)'], 'the account''s rate and dispersion') from pg_temp.rates() as r;
select results_eq('select * from pg_temp.posteriors()', 'values (''a'', 3.523573053, 1.243138161), (''b'', 1.630893263, 1.243138161), (''c'', 1.000000000, 0.612244898)', 'shape and exposure; of c only the prior, one follower at 0.7 m');
select is(array_agg(r.generator_number), array[0, 1, 2], 'each has its draws') from pg_temp.rates() as r;

-- What does not count.
select pg_temp.posts('a', 3, 1000, 9, bandit.clock() + interval '1 second'), pg_temp.posts('a', 3, 1000, 9, p_known_at => bandit.clock() + interval '1 second'),
    pg_temp.posts('a', 3, 0, 9), pg_temp.posts('a', 3, null, 9), pg_temp.posts('a', 3, 1000, null), pg_temp.posts('a', 3, 1000, 9, bandit.clock() - interval '270 days') \gset
select results_eq('select * from pg_temp.posteriors() limit 1', 'values (''a'', 3.523573053, 1.243138161)', 'later, known later, not seen, not measured, and after 3 half-lives: none counts');
select is(r.shape, 1::numeric, 'before there was anything: the prior') from pg_temp.posteriors(bandit.clock() - interval '300 days') as r where r.generator_name = 'a';

-- A reading at 3 hours of reported followers: exposure times 0.069970 / 0.221199. Attributed ones do not lag.
select bandit.create_account('young') as young \gset
insert into bandit.content_metadata (account_id, generator_name, source, status, posted_at, tweet_id) values (:young, 'coach', 'import', 'posted', bandit.clock() - interval '1 day', '1') returning decision_id \gset
insert into bandit.outcomes (account_id, decision_id, impressions, followers_gained, followers_source, source, collected_at, known_at)
values (:young, :'decision_id', 1000, 1, 'reported', 'test', bandit.clock() - interval '21 hours', bandit.clock() - interval '21 hours');
select is(round(d.exposure_1k::numeric, 5), 0.31632, 'followers come later than impressions') from unnest(bandit_internal.learning_days(:young, '30 days', bandit.clock())) as d;
select is(round(exp(d.log_reach)::numeric, 4), 4.5208, 'and impressions have not all come') from unnest(bandit_internal.learning_days(:young, '30 days', bandit.clock())) as d;
update bandit.outcomes set followers_source = 'attributed' where account_id = :young;
select is(d.exposure_1k, 1::double precision, 'attributed followers do not lag') from unnest(bandit_internal.learning_days(:young, '30 days', bandit.clock())) as d;

select * from finish();
rollback;
