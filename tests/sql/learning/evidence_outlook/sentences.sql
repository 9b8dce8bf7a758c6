-- tests/sql/learning/evidence_outlook/sentences.sql: how long until the best generator is known.
begin;
select plan(8);
\ir ../../fixtures/policy.psql

select is(o::text, '(,,,,"the account has no generator in play",,)', 'no generator') from bandit.evidence_outlook() as o;
select pg_temp.generators('{"a": 0.4, "b": 0.3, "c": 0.3}') \gset
select matches(o.sentence, '0.95 is not in sight: no post with known followers was measured$', 'no post') from bandit.evidence_outlook() as o;

-- Two posts a day for 30 days: a gains 3 on 1000 impressions, b and c 2.
select pg_temp.posts('a', 1, 1000, 3, at), pg_temp.posts('b', 1, 1000, 2, at + interval '1 hour'), pg_temp.posts('c', 1, 1000, 2, at + interval '2 hours')
from generate_series(timestamptz '2026-10-24 12:00+00', '2026-11-23 00:00+00', '36 hours') as at \g /dev/null
select is(o.generator_name, 'a', 'the leader') from bandit.evidence_outlook() as o;
select ok(o.best_probability between 0.7 and 0.94, 'with its probability') from bandit.evidence_outlook() as o;
select matches(o.sentence, '^a is the best with probability 0[.][0-9]+; [0-9]+ more posts, about [0-9]+ days at 1[.]7 a day, are expected to raise it to 0[.]95$', 'and when it is known') from bandit.evidence_outlook() as o;
select is(o.posts_needed, ceil(o.days_needed * r.per_day)::bigint, 'posts are days at the present pace')
from bandit.evidence_outlook() as o, bandit_internal.remembered_posts(:account_id, '90 days', bandit.clock()) as r;

update bandit.generator_weights set status = 'disabled', weight = 0 where account_id = :account_id and generator_name <> 'a';
select is((o.days_needed, o.sentence)::text, '(0,"a is the best with probability 1.00")', 'the only one in play is the best') from bandit.evidence_outlook() as o;
update bandit.generator_weights set status = 'active' where account_id = :account_id;
delete from bandit.outcomes where account_id = :account_id and collected_at > '2026-11-10';
select is((o.days_needed, o.posts_needed)::text, '(,)', 'at a pace of nothing it is not in sight') from bandit.evidence_outlook() as o;

select * from finish();
rollback;
