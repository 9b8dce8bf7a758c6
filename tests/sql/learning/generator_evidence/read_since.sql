-- tests/sql/learning/generator_evidence/read_since.sql: posts that are read again later keep the rate, the weeks and the weights that an account had at a time.
begin;
select plan(9);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.5, "b": 0.5}') \gset
-- 190 posts of 20 days, with 200 to 290 impressions and 0 to 2 followers after a day.
insert into bandit.content_metadata (account_id, generator_name, source, status, posted_at, tweet_id)
select :account_id, (array['a', 'b'])[1 + n % 2], 'import', 'posted', timestamptz '2026-10-01 00:00+00' + n * interval '2 hours 30 minutes', n::text
from generate_series(1, 190) as n;
create temp view readings as
select c.posted_at, c.tweet_id, 200 + 10 * (c.tweet_id::integer % 10) as impressions, c.tweet_id::integer % 3 as followers
from bandit.content_metadata as c
where c.account_id = bandit.account_id('test');
create function pg_temp.read(p_after interval, p_factor integer) returns bigint language sql as $$
    select sum(o.inserted + o.updated)
    from readings as r
    cross join lateral bandit.record_outcomes(
        jsonb_build_array(jsonb_build_object('tweet_id', r.tweet_id, 'impressions', p_factor * r.impressions, 'followers_gained', p_factor * r.followers)),
        'scrape', r.posted_at + p_after
    ) as o
$$;
create function pg_temp.weights(p_policy text) returns text language sql as $$
    update bandit.account_settings set policy = p_policy where account_id = bandit.account_id('test');
    select string_agg(w.new_weight::text, ' ' order by w.generator_name) from bandit.explain_weights(p_now => '2026-10-22 12:00+00') as w
$$;
create temp view said as
select
    (select round(max(e.account_rate)::numeric, 2) from bandit.generator_evidence(p_now => '2026-10-22 12:00+00') as e) as account_rate,
    (select string_agg(w.impressions::text, ' ' order by w.week) from bandit_internal.weekly_figures(bandit.account_id('test'), '-infinity', '2026-10-22 12:00+00') as w) as impressions,
    (select sum(t.total_posts) from bandit_internal.generator_totals(bandit.account_id('test'), '30 days', '2026-10-22 12:00+00') as t) as total_posts,
    pg_temp.weights('blueprint') as blueprint,
    pg_temp.weights('thompson') as thompson;

select is(pg_temp.read('1 day', 1), 190::bigint, 'the posts are read after a day');
create temp table then_said as select s.* from said as s;
select is(t.total_posts, 190::numeric, 'all are measured') from then_said as t;
select cmp_ok(t.account_rate, '>', 3.0, 'the account rate is far above its prior of 2') from then_said as t;
select is(t.impressions, (
    select string_agg(w.impressions::text, ' ' order by w.week)
    from (select date_trunc('week', r.posted_at at time zone 'UTC') as week, sum(r.impressions) as impressions from readings as r group by 1) as w
), 'the weeks have the impressions of their posts') from then_said as t;

select is(pg_temp.read('25 days', 4), 190::bigint, 'all are read again later');
select is(s.account_rate, t.account_rate, 'the account rate of the day stays') from said as s, then_said as t;
select is(s.impressions, t.impressions, 'and the impressions of its weeks') from said as s, then_said as t;
select is(s.total_posts, t.total_posts, 'and the measured posts') from said as s, then_said as t;
select is(array[s.blueprint, s.thompson], array[t.blueprint, t.thompson], 'and the weights of both policies') from said as s, then_said as t;

select * from finish();
rollback;
