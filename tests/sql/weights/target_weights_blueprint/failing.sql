-- tests/sql/weights/target_weights_blueprint/failing.sql: ten measured posts without a follower: exactly the floor, and up for review.
begin;
select plan(9);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"ten": 0.5, "nine": 0.3, "good": 0.2}'), pg_temp.posts('ten', 10, 1000, 0), pg_temp.posts('nine', 9, 1000, 0), pg_temp.posts('good', 10, 1000, 4) \gset
create temp view stage as select e.* from bandit.explain_weights() as e;

select results_eq('select generator_name, rule from stage order by 1', $$values ('good', 'blended'), ('nine', 'blended'), ('ten', 'failing')$$, 'nine posts are not ten');
select results_eq('select generator_name, fixed_weight from stage order by 1', $$values ('good', null), ('nine', null), ('ten', 0.0200)$$, 'it does not take part in the sharing');
-- good 0.14 + 0.3 = 0.44, nine 0.21; of 0.98: 0.663384.., 0.316615..
select results_eq('select generator_name, new_weight from stage order by 1', $$values ('good', 0.6634), ('nine', 0.3166), ('ten', 0.0200)$$, 'the floor, not the floor before normalising');

select r.status from bandit.optimize() as r \gset
select results_eq(format('select generator_name, needs_review, review_reason from bandit.generator_weights where account_id = %s order by 1', :account_id),
    $$values ('good', false, null), ('nine', false, null), ('ten', true, 'consistent_failure')$$, 'flagged for review');
select results_eq(format('select kind, generator_name, actor, detail ->> $$total_posts$$, event_at from bandit.events where account_id = %s', :account_id),
    $$values ('failing', 'ten', 'policy blueprint', '10', timestamptz '2026-11-23 12:00+00')$$, 'and told');

-- Nine posts gained a tenth each, the tenth lost a whole one: -0.1 on 10000 impressions.
savepoint lost;
update bandit.outcomes as o set followers_gained = n.followers
from (select c.decision_id, case row_number() over (order by c.decision_id) when 1 then -1 else 0.1 end as followers from bandit.content_metadata as c where c.account_id = :account_id and c.generator_name = 'ten') as n
where o.account_id = :account_id and o.decision_id = n.decision_id;
select is(row(s.rule, round(s.f_per_1k, 6), s.fixed_weight)::text, '(failing,-0.010000,0.0200)', 'fewer than nobody fails as well') from stage as s where s.generator_name = 'ten';
rollback to lost;

-- One follower later it recovers from 0.02: F/1K 1/11, score 0.0227.. to the power 1.5.
select pg_temp.posts('ten', 1, 1000, 1, '2026-11-23 12:00:01+00') \gset
set local bandit.fake_now = '2026-11-23 18:00+00';
select is(s.rule, 'blended', 'one follower is enough to be no failure') from stage as s where s.generator_name = 'ten';
select r.status from bandit.optimize() as r \gset
select ok(g.needs_review, 'whether it was looked at is for people to say') from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'ten';
select is(e.kind || ': ' || split_part(e.message, ': ', 1), 'failing_ended: ten is no longer failing', 'that it ended is an event too') from bandit.events as e where e.account_id = :account_id order by e.event_id desc limit 1;

select * from finish();
rollback;
