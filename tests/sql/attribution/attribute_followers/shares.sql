-- tests/sql/attribution/attribute_followers/shares.sql: posts get shares by exposure, not the full gain each.
begin;
select plan(12);
\ir ../../fixtures/followers.psql
set local bandit.fake_now = '2026-11-23 11:00+00';

select pg_temp.post('1', '2026-11-23 10:00+00', '2026-11-23 11:00+00', 300), pg_temp.post('2', '2026-11-23 10:01+00', '2026-11-23 11:00+00', 100) \gset
select pg_temp.count(10, 100), pg_temp.count(11, 110) \gset
select cmp_ok(pg_temp.attribute(), '>', 0::bigint, 'two posts a minute apart');
select is(pg_temp.gained(), '1=7.500 2=2.500', '10 followers are apportioned three to one');
select is(pg_temp.balance(), '10=0/10/0', 'nothing is left unattributed');
select is(pg_temp.attribute(), 0::bigint, 'a repeated call changes nothing');

select pg_temp.count(6, 92), pg_temp.count(7, 94), pg_temp.count(8, 96), pg_temp.count(9, 98) \gset
select pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=6.000 2=2.000', 'the base of 2 an hour without posts is subtracted');
select is(pg_temp.balance(), '2=0/0/2 2=0/0/2 2=0/0/2 2=0/0/2 10=0/8/2', 'they stay unattributed');

select pg_temp.post('3', '2026-11-23 10:02+00', '2026-11-23 11:00+00', 1000, 4) \gset
select pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=3.000 2=1.000 3=4.000', 'followers reported for a post take precedence and are subtracted');
select is(right(pg_temp.balance(), 8), '10=4/8/2', 'attributed includes it');

select pg_temp.count(11, 90) \gset
select pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=-12.000 2=-4.000 3=4.000', 'a loss is apportioned in the same way: -10 - 4 - 2');
select is(right(pg_temp.balance(), 11), '-10=4/-12/2', 'and balanced');
select is((select f_per_1k from bandit.generator_performance() where generator_name = 'a'), round(1000 * -12.0, 24) / 1400, 'F/1K is computed from the shares');
select throws_ok('update bandit.follower_intervals set attributed = attributed + 1', '23514', null, 'a balance that does not add up cannot be stored');

select * from finish();
rollback;
