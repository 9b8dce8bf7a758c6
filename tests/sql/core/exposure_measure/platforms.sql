-- tests/sql/core/exposure_measure/platforms.sql: X has impressions, the others do not.
begin;
select plan(1);

select results_eq($$select bandit_internal.exposure_measure(p) from unnest('{x,bluesky,mastodon}'::text[]) as p$$, $$values ('impressions'), ('followers_at_post'), ('followers_at_post')$$, 'each platform has one measure');

select * from finish();
rollback;
