-- tests/sql/attribution/exposure_gained/interpolated.sql: exposure between readings, before the first and after the last.
--
-- Along the decay, 12 hours are 1 - exp(-1) = 0.632121, 24 hours 0.864665, 36 hours 0.950213, 72 hours 0.997521.
begin;
select plan(6);
\ir ../../fixtures/followers.psql
create temp view gained as
select e.tweet_id, to_char(e.until_at at time zone 'UTC', 'DD HH24') as until, round(e.exposure::numeric, 2) as exposure, e.reported
from bandit_internal.exposure_gained(
    bandit_internal.exposure_curves(bandit.account_id('test'), '2026-11-16 12:00+00', '3 days', '2026-11-23 12:00+00'),
    array[
        ('2026-11-19 12:00+00', '2026-11-20 00:00+00', null, null, null, null), ('2026-11-20 00:00+00', '2026-11-20 12:00+00', null, null, null, null),
        ('2026-11-20 12:00+00', '2026-11-21 00:00+00', null, null, null, null), ('2026-11-21 00:00+00', '2026-11-23 12:00+00', null, null, null, null)
    ]::bandit_internal.follower_interval[],
    '3 days'
) as e;

select pg_temp.post('1', '2026-11-20 00:00+00', '2026-11-30', 1000) \gset
update bandit.outcomes set known_at = '2026-11-24';
select set_eq('select exposure from gained', $$values (null::numeric)$$, 'a later reading is not known yet');
update bandit.outcomes set known_at = '2026-11-20';
select set_eq('table gained', $$values ('1', '20 12', 632.12, null::numeric), ('1', '21 00', 232.54, null), ('1', '23 12', 132.86, null)$$, 'a final number is spread along the decay, over three days');
select pg_temp.reading('1', '2026-11-20 12:00+00', 100) \gset
select set_eq('table gained', $$values ('1', '20 12', 100.00, null::numeric), ('1', '21 00', 568.91, null), ('1', '23 12', 325.03, null)$$, 'a reading counts: 100, and the other 900 by the decay');
delete from bandit.outcomes;
select set_eq('table gained', $$values ('1', '20 12', 100.00, null::numeric), ('1', '21 00', 36.79, null), ('1', '23 12', 21.02, null)$$, 'after the last reading it decays: 100 / 0.632121 each');
select pg_temp.reading('1', '2026-11-21 00:00+00', 60) \gset
select set_eq('table gained', $$values ('1', '20 12', 100.00, null::numeric), ('1', '21 00', 0, null), ('1', '23 12', 15.37, null)$$, 'a lower reading counts as the one before');
select pg_temp.post('2', '2026-11-23 11:00+00', '2026-11-23 11:00+00', 0, 4), pg_temp.post('3', '2026-11-16 12:00+00', '2026-11-23', 1000) \gset
select set_eq('select tweet_id, exposure, reported from gained where tweet_id <> ''1''', $$values ('2', 0.00, 4.000000)$$, 'without exposure, reported followers are spread by age; a post older than three days is not live');

select * from finish();
rollback;
