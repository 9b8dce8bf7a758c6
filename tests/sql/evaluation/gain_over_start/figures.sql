-- tests/sql/evaluation/gain_over_start/figures.sql: F/1K against what the starting weights would have brought, by hand.
begin;
select plan(8);
\ir ../../fixtures/logged.psql

create function pg_temp.criterion() returns text language sql as $$
    select concat_ws(' | ', c.answer, c.value, c.sentence) from bandit_internal.success_criteria(bandit.account_id('test'), bandit.clock()) as c where c.criterion = 'more than the starting weights'
$$;
select pg_temp.generators('{"a": 0.8, "b": 0.2}') \gset
select is(pg_temp.criterion(), 'not yet | no measured post has a recorded propensity yet', 'without posts');
insert into bandit.weight_changes (account_id, generator_name, old_weight, new_weight, reason, actor, changed_at)
values (:account_id, 'a', 0.4, 0.8, 'test', 'test', '2026-11-20'), (:account_id, 'b', 0.6, 0.2, 'test', 'test', '2026-11-20');
select is(bandit_internal.starting_weights(:account_id), '{"a": 0.4, "b": 0.6}'::jsonb, 'it began with more of b');

-- 80 posts of a with 4 or 2 followers, 20 of b with 1, each of 1000 impressions. F/1K is 2.6; the starting weights bring
-- 0.4 x 3 + 0.6 x 1 = 1.8. A post of a deviates from the gain of 0.8 by 0.4 + 0.5 (1 or -1), one of b by -1.6.
select count(*) from generate_series(1, 80) as n cross join lateral pg_temp.chosen('a', 0.8, 1000, 2 + n % 2 * 2) \gset
select count(*) from generate_series(1, 20) as n cross join lateral pg_temp.chosen('b', 0.2, 1000, 1 + 0 * n) \gset
select is(row(g.posts, round(g.f_per_1k::numeric, 6), round(g.start_f_per_1k::numeric, 6), round(g.gain::numeric, 6))::text, '(100,2.600000,1.800000,0.800000)', 'what was gained') from bandit_internal.gain_over_start(:account_id, '30 days', bandit.clock()) as g;
-- Squares: 80 (0.16 + 0.25) + 20 x 2.56 = 84 over 99; the root is 0.921132, over 10, times 1.959964.
select is(row(round(g.low::numeric, 6), round(g.high::numeric, 6))::text, '(0.619461,0.980539)', 'and its interval') from bandit_internal.gain_over_start(:account_id, '30 days', bandit.clock()) as g;
-- Importance 0.5 and 3: 100 squared over 80 x 0.25 + 20 x 9.
select is(g.warning, null, 'the posts are worth 50') from bandit_internal.gain_over_start(:account_id, '30 days', bandit.clock()) as g;
select is(pg_temp.criterion(), 'yes | 0.80 | F/1K of the last 100 posts was 2.60, a change of +0.80 (+0.62 to +0.98) from the estimate for the starting weights', 'the criterion says so');

delete from bandit.content_metadata where account_id = :account_id and generator_name = 'b' and tweet_id in (select c.tweet_id from bandit.content_metadata as c where c.account_id = :account_id and c.generator_name = 'b' order by c.tweet_id limit 1);
select matches(pg_temp.criterion(), '^not yet .* low support: effective sample size 49\.\d, under 50$', 'not if the support is low');
select is(g.posts, 0::bigint, 'older posts are left out') from bandit_internal.gain_over_start(:account_id, '1 hour', bandit.clock()) as g;

select * from finish();
rollback;
