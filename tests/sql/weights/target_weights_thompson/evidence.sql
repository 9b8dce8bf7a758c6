-- tests/sql/weights/target_weights_thompson/evidence.sql: viral and failing take evidence besides the blueprint's counts, and are told with it.
begin;
select plan(8);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"hit": 0.2, "lucky": 0.2, "brief": 0.2, "fails": 0.2, "few": 0.1, "steady": 0.1}'), bandit.set_setting('policy', 'thompson') \gset
-- hit: 40 posts at 9; lucky: one follower of 100 impressions in each of 6 posts; brief: 4 posts at 9, under viral_min_posts.
-- fails: 0 of 40; few: 0 of 9, under failing_min_posts.
select pg_temp.posts('hit', 40, 1000, 9), pg_temp.posts('lucky', 6, 100, 1), pg_temp.posts('brief', 4, 3000, 27), pg_temp.posts('fails', 40, 1000, 0), pg_temp.posts('few', 9, 4000, 0), pg_temp.posts('steady', 40, 1000, 4) \gset
select results_eq('select generator_name, rule, fixed_weight from bandit.explain_weights() order by 1', $$values ('brief', 'unproven', null::numeric), ('fails', 'failing', null), ('few', 'posterior', null), ('hit', 'viral', null), ('lucky', 'posterior', null), ('steady', 'posterior', null)$$, 'who is viral, and who fails');
select cmp_ok((e.evidence ->> 'viral_probability')::numeric, '<', 0.9, 'an F/1K of 10 on 600 impressions is no evidence') from bandit.explain_weights() as e where e.generator_name = 'lucky' and e.f_per_1k = 10;
select ok((e.evidence ->> 'viral_probability') is null, 'few posts are not looked at') from bandit.explain_weights() as e where e.generator_name = 'brief';
-- P(rate > 5) from the posterior itself.
select is(round((e.evidence ->> 'viral_probability')::numeric, 9), round(bandit_internal.gamma_tail(5 * (e.evidence ->> 'exposure_1k')::double precision, (e.evidence ->> 'shape')::double precision)::numeric, 9), 'P(rate > viral_f_per_1k)') from bandit.explain_weights() as e where e.generator_name = 'hit';
select is(round((e.evidence ->> 'failing_probability')::numeric, 9), round((1 - bandit_internal.gamma_tail((e.evidence ->> 'account_rate')::double precision / 2 * (e.evidence ->> 'exposure_1k')::double precision, (e.evidence ->> 'shape')::double precision))::numeric, 9), 'P(rate < half the account''s)') from bandit.explain_weights() as e where e.generator_name = 'fails';

select r.run_id from bandit.optimize() as r \gset
select results_eq(format('select generator_name, kind, detail ? ''viral_probability'', detail ? ''failing_probability'', detail ? ''total_posts'' from bandit.events where run_id = %s order by 1', :run_id), $$values ('fails', 'failing', false, true, true), ('hit', 'viral', true, false, true)$$, 'the events carry the evidence');
select results_eq(format('select generator_name, review_reason from bandit.generator_weights where account_id = %s and needs_review', :account_id), $$values ('fails', 'consistent_failure')$$, 'a failing generator is flagged for review');
select matches(e.explanation, '^viral with probability 1.000: rate \d+\.\d\d \(\d+\.\d\d to \d+\.\d\d\), best with probability \d\.\d{3}$', 'in words') from bandit.explain_weights() as e where e.generator_name = 'hit';

select * from finish();
rollback;
