-- tests/sql/attribution/attribute_followers/bought.sql: a gain many times its usual share of profile visits, or of engagements, is an anomaly whatever the impressions.
begin;
select plan(7);
\ir ../../fixtures/followers.psql

-- Ten days of an overview; on three of them followers were bought, and impressions too.
create function pg_temp.day(p_day integer, p_gained integer, p_visits integer, p_engagements integer, p_impressions integer) returns jsonb language sql as $$
    select jsonb_build_object('from_date', make_date(2025, 6, p_day), 'until_date', make_date(2025, 6, p_day + 1), 'gained', p_gained,
                              'profile_visits', p_visits, 'engagements', p_engagements, 'impressions', p_impressions, 'reach', '2025-06-16')
$$;
create temp table days as
select d.* from (values
    (6, 13, 31, 169, 4900), (7, 7, 20, 111, 3500), (8, 7, 22, 120, 3700), (9, 8, 35, 166, 5300), (10, 11, 33, 171, 4800), (11, 11, 28, 160, 5100),
    (12, 859, 40, 1120, 690000), (13, 687, 30, 812, 640000), (14, 838, 7, 901, 280000), (15, 8, 31, 190, 3900)
) as d (day, gained, visits, engagements, impressions);
create temp view anomalies as select array_agg(extract(day from from_at)::integer order by from_at) filter (where anomaly) as days from bandit.follower_balance;

select is(inserted, 10::bigint, 'ten days') from bandit.import_followers((select jsonb_agg(pg_temp.day(day, gained, visits, engagements, impressions)) from days));
select set_eq('select profile_visits, engagements from bandit.follower_gains where gained = 838', $$values (7::bigint, 901::bigint)$$, 'visits and engagements are stored');
select pg_temp.post('1', '2025-06-12 01:00+00', '2025-06-30', 100000), pg_temp.attribute() \gset
select is(days, '{12,13,14}', 'bought followers are nobody''s') from anomalies;
select is(sum(followers), null, 'no post is credited') from bandit.follower_attributions where until_at <= '2025-06-15';
select is(pg_temp.attribute(), 0::bigint, 'a repeated call changes nothing');

-- A viral day has the visits too.
update bandit.follower_gains set profile_visits = 2000 where gained = 687;
update bandit.follower_gains set profile_visits = null where gained <> 687;
update bandit.attribution_state set due_from_at = '-infinity';
select pg_temp.attribute() \gset
select is(days, '{12,14}', 'engagements are used where visits are not told; visits decide where they are') from anomalies;
update bandit.follower_gains set profile_visits = null, engagements = null;
update bandit.attribution_state set due_from_at = '-infinity';
select pg_temp.attribute() \gset
select is(days, null, 'impressions alone do not show it') from anomalies;

select * from finish();
rollback;
