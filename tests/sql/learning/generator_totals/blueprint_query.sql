-- tests/sql/learning/generator_totals/blueprint_query.sql: for what is measured it is the query of the plan that the product grew from.
begin;
select plan(2);
\ir ../../fixtures/policy.psql

set local bandit.fake_now = '';
select pg_temp.generators('{"a": 0.3, "b": 0.3, "c": 0.3, "d": 0.1}') \gset
select
    pg_temp.posts('a', 3, 700, 2, now() - interval '1 hour'), pg_temp.posts('a', 2, 310, 0, now() - interval '6 days'), pg_temp.posts('a', 1, 0, 9, now()),
    pg_temp.posts('b', 7, 90, 1, now() - interval '7 days' + interval '1 microsecond'), pg_temp.posts('b', 5, 90, 4, now() - interval '7 days'),
    pg_temp.posts('c', 4, 1234, 0, now()), pg_temp.posts('d', 1, null, 3, now()) \gset

set local search_path = bandit, public;
create temp view blueprint as
select
    cm.generator_name,
    count(*) as total_posts,
    avg(o.likes) as avg_likes,
    avg(o.views) as avg_views,
    avg(o.followers_gained) as avg_followers,
    sum(o.impressions) as total_impressions,
    sum(o.followers_gained) as total_followers,
    (sum(o.followers_gained) / nullif(sum(o.impressions), 0) * 1000) as f_per_1k
from content_metadata as cm
join outcomes as o on cm.decision_id = o.decision_id
where cm.posted_at > now() - interval '7 days'
  and cm.generator_name is not null
  and o.impressions > 0
group by cm.generator_name
order by f_per_1k desc;

select results_eq(
    $$select generator_name, total_posts, avg_likes, avg_views, avg_followers, total_impressions, total_followers, round(f_per_1k, 12) from bandit_internal.generator_totals(bandit_internal.resolve_account(null), null, bandit.clock()) where total_posts > 0$$,
    $$select generator_name, total_posts, avg_likes, avg_views, avg_followers, total_impressions, total_followers, round(f_per_1k, 12) from blueprint$$,
    'the same rows in the same order'
);
select results_eq($$select generator_name, round(f_per_1k, 4), total_posts from blueprint$$, $$values ('b', 11.1111, 7::bigint), ('a', 2.2059, 5), ('c', 0.0000, 4)$$, 'which are 7 / 630, 6 / 2720 and 0 / 4936');

select * from finish();
rollback;
