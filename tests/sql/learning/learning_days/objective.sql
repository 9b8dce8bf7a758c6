-- tests/sql/learning/learning_days/objective.sql: what is learned from in each objective, by hand.
begin;
select plan(11);
\ir ../../fixtures/policy.psql
select pg_temp.generators('{"a": 1}') \gset

-- A post of 1000 impressions, read after 3 hours: by then 0.06997 of its followers have come and 0.221199 of its impressions, a ratio of 0.316319.
insert into bandit.content_metadata (account_id, generator_name, source, status, posted_at, tweet_id) values (:account_id, 'a', 'import', 'posted', '2026-11-22 12:00+00', '1') returning decision_id \gset
insert into bandit.outcomes (account_id, decision_id, likes, quotes, impressions, followers_gained, followers_source, source, collected_at, known_at)
values (:account_id, :'decision_id', 6, 1, 1000, 2, 'reported', 'test', '2026-11-22 15:00+00', '2026-11-22 15:00+00');
create function pg_temp.learned(p_objective text) returns text language plpgsql as $$
begin
    perform bandit.set_setting('objective', p_objective);
    return (select format('%s on %s', round(d.followers::numeric, 6), round(d.exposure_1k::numeric, 6)) from unnest(bandit_internal.learning_days(bandit.account_id('test'), '90 days', bandit.clock())) as d);
end
$$;
select is(pg_temp.learned('followers_per_post'), '2.000000 on 0.316319', 'followers are late, so less exposure has had its effect');
select is(pg_temp.learned('f_per_1k'), '2.000000 on 0.316319', 'whatever they are divided by');
select is(pg_temp.learned('likes'), '6.000000 on 1.000000', 'likes come with the impressions');
select is(pg_temp.learned('likes per 1000'), '6.000000 on 1.000000', 'whatever they are divided by');
select is(pg_temp.learned('followers + 0.5*likes'), '2.948958 on 0.316319', 'a sum: 2 + 0.316319 x 3, so that its rate is 2 / 0.316319 + 3');
select is(pg_temp.learned('20*followers'), '2.000000 on 0.316319', 'counted in the largest weight');
select is(pg_temp.learned('0.001*likes + 0.002*quotes'), '4.000000 on 1.000000', 'also if it is small: 6 / 2 + 1');
select is(pg_temp.learned('likes + bookmarks'), null, 'a part that was not measured');
update bandit.outcomes set followers_source = 'attributed' where account_id = :account_id;
select is(pg_temp.learned('followers + 0.5*likes'), '5.000000 on 1.000000', 'attributed followers are not late');
update bandit.outcomes set followers_gained = null, followers_source = null where account_id = :account_id;
select is(pg_temp.learned('likes'), '6.000000 on 1.000000', 'nobody needs followers to learn of likes');
select is(r.weighted > 0, true, 'and the post is counted') from bandit_internal.remembered_posts(:account_id, '90 days', bandit.clock()) as r;

select * from finish();
rollback;
