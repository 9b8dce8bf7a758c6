-- tests/sql/attribution/attribute_followers/by_others.sql: followers that a bot attributed itself stay until the account's counts cover half of the exposure.
begin;
select plan(6);
\ir ../../fixtures/followers.psql

create function pg_temp.attributed(p_followers numeric) returns void language sql as $$
    update bandit.outcomes set followers_gained = p_followers, followers_source = 'attributed', followers_known_at = null
$$;
select pg_temp.post('1', '2026-11-23 02:00+00', '2026-11-23 12:00+00', 50), pg_temp.attributed(3) \gset
select is(pg_temp.attribute(), 0::bigint, 'no counts:');
select is(pg_temp.gained(), '1=3.000', 'the value of the bot stays');
select pg_temp.count(2, 100), pg_temp.count(3, 104), pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=3.000', 'also if the counts cover less than half of the exposure');
select pg_temp.count(12, 1000), pg_temp.attribute() \gset
select is(pg_temp.balance(), '4=0/4/0 896=0/0/896!', 'then an anomaly covers the rest');
select is(pg_temp.gained(), '1=?', 'the counts cover all of it: the followers are not measured');
select pg_temp.count(12, 110), pg_temp.attributed(3), pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=10.000', 'a corrected count replaces the value of the bot');

select * from finish();
rollback;
