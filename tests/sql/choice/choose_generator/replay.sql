-- tests/sql/choice/choose_generator/replay.sql: the stored draw decides again as it decided.
begin;
select plan(5);

set local bandit.account = 'replay';
select bandit.create_account('replay') as account_id \gset

create temp table drawn as
select c.*
from generate_series(1, 100) as n
cross join lateral bandit.choose_generator(p_context => jsonb_build_object('n', n)) as c;

select is(count(distinct d.decision_id), 100::bigint, 'every call is a decision of its own') from drawn as d;
select ok(bool_and(m.u >= 0 and m.u < 1), 'a draw lies in [0,1)') from drawn join bandit.content_metadata as m using (decision_id);
select cmp_ok(count(distinct m.u), '>', 90::bigint, 'and is not the same each time') from drawn join bandit.content_metadata as m using (decision_id);
select ok(bool_and(m.generator_name = d.generator_name and m.propensity = d.propensity), 'what is returned is what is stored')
from drawn as d
join bandit.content_metadata as m using (decision_id);
select ok(bool_and(again.generator_name = m.generator_name), 'the same weights and draw give the same generator')
from bandit.content_metadata as m
cross join lateral bandit.choose_generator(p_u => m.u) as again
where m.account_id = :account_id;

select * from finish();
rollback;
