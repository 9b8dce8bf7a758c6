-- tests/sql/ingest/plausible_exposure/median.sql: 1,000,000, or 10,000 times the median of what the account is known to reach.
begin;
select plan(9);

set local bandit.account = 'median';
select bandit.create_account('median') as account_id \gset
select is(bandit_internal.plausible_exposure(bandit_internal.known_exposures(:account_id), null), 1000000::numeric, 'nothing is known of a new account');
select is(bandit_internal.plausible_exposure(bandit_internal.known_exposures(:account_id), '{null,null}'), 1000000::numeric, 'nor from a batch without numbers');
select is(bandit_internal.plausible_exposure(bandit_internal.known_exposures(:account_id), '{100,300,900,null}'), 3000000::numeric, 'its first batch has a median');

select i.inserted from bandit.import_posts((select jsonb_agg(jsonb_build_object('tweet_id', n::text, 'posted_at', timestamp '2025-01-01' + n * interval '1 hour', 'generator_name', 'coach', 'views', 200)) from generate_series(1, 1000) as n), '2025-03-01') as i \gset
select is(bandit_internal.plausible_exposure(bandit_internal.known_exposures(:account_id), '{900,900,900}'), 2000000::numeric, 'what is known outweighs the batch');
select is(bandit_internal.plausible_exposure(bandit_internal.known_exposures(:account_id), array_fill(5000000::bigint, array[2000])), 2000000::numeric, 'however large that is');

select i.inserted from bandit.import_posts((select jsonb_agg(jsonb_build_object('tweet_id', n::text, 'posted_at', timestamp '2025-01-01' + n * interval '1 hour', 'generator_name', 'coach', 'impressions', 500, 'views', 400)) from generate_series(1001, 1500) as n), '2025-03-10') as i \gset
select is(bandit_internal.plausible_exposure(bandit_internal.known_exposures(:account_id), null), 3500000::numeric, 'the latest 1000 posts count: 500 of 500 and 500 of 200');
select i.inserted from bandit.import_posts((select jsonb_agg(jsonb_build_object('tweet_id', n::text, 'posted_at', timestamp '2026-01-01', 'generator_name', 'coach', 'impressions', case when n % 2 = 0 then 0 end)) from generate_series(2000, 4000) as n), '2026-03-01') as i \gset
select is(bandit_internal.plausible_exposure(bandit_internal.known_exposures(:account_id), null), 3500000::numeric, 'posts that were not seen or not measured say nothing');
select is(bandit_internal.plausible_exposure(bandit_internal.known_exposures(bandit.create_account('neighbour')), null), 1000000::numeric, 'nor do another account''s');
select is(bandit_internal.plausible_exposure('{}', '{0,0,0}'), 1000000::numeric, 'a median of nothing leaves 1,000,000');

select * from finish();
rollback;
