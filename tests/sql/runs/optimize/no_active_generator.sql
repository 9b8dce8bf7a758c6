-- tests/sql/runs/optimize/no_active_generator.sql: with nobody to choose there is nothing to move.
begin;
select plan(2);

update bandit.generator_weights set status = 'disabled' where account_id = bandit.account_id('default');
insert into bandit.content_metadata (account_id, generator_name, source, status, posted_at, tweet_id)
select bandit.account_id('default'), 'coach', 'import', 'posted', now() - interval '1 hour', n::text from generate_series(1, 20) as n;
select * from bandit.record_outcomes((select jsonb_agg(jsonb_build_object('tweet_id', n::text, 'impressions', 100, 'followers_gained', 1)) from generate_series(1, 20) as n), p_collected_at => now() - interval '1 minute');

select results_eq('select status, reason, posts_analyzed from bandit.optimize()', $$values ('skipped', 'no_active_generator', 20::bigint)$$, 'the run is skipped, not failed');
select is_empty('select * from bandit.events where kind = $$run_failed$$', 'and no alarm raised');

select * from finish();
rollback;
