-- tests/sql/experiments/experiment_list/objective.sql: lift and verdict in the objective, by hand.
begin;
select plan(17);
\ir ../../fixtures/objective.psql

-- Control: 1000 impressions, 2 followers, 10 bookmarks a post; the arm: 500, 1 and 15. Each varies a little.
select count(*) from bandit.start_experiment('bold', 'x', 0.4, p_transform => 'flatten', p_now => '2026-11-20') \gset
select pg_temp.measured('b', 20, 500, 1, 15, p_arm => 'bold') \gset
update bandit.content_metadata set experiment_arm = 'bold' where account_id = :account_id and generator_name = 'b';
create function pg_temp.result(p_objective text) returns text language plpgsql as $$
begin
    perform bandit.set_setting('objective', p_objective);
    return (
        select format('%s: %s and %s, lift %s, F/1K %s and %s', r.objective, r.value, r.control_value, r.lift, r.f_per_1k, r.control_f_per_1k)
        from bandit.experiment_results as r where r.account = 'test' and r.experiment = 'bold'
    );
end
$$;
select is(pg_temp.result('followers_per_post'), 'followers per post: 2.00 and 2.00, lift 0.000, F/1K 2.00 and 2.00', 'followers are compared by F/1K');
select is(pg_temp.result('f_per_1k'), 'F/1K: 2.00 and 2.00, lift 0.000, F/1K 2.00 and 2.00', 'whichever of the two words it is');
select is(pg_temp.result('bookmarks'), 'bookmarks per post: 15.00 and 10.00, lift 0.500, F/1K 2.00 and 2.00', 'bookmarks per post');
select is(pg_temp.result('bookmarks per 1000'), 'bookmarks per 1000 of exposure: 30.00 and 10.00, lift 2.000, F/1K 2.00 and 2.00', 'and per 1000');
select is(pg_temp.result('followers + 0.1*bookmarks'), 'followers + 0.1*bookmarks per post: 2.50 and 3.00, lift -0.167, F/1K 2.00 and 2.00', 'a sum');
select is(pg_temp.result('10*followers + bookmarks'), '10*followers + bookmarks per post: 25.00 and 30.00, lift -0.167, F/1K 2.00 and 2.00', 'its size does not matter');
select is(pg_temp.result('replies'), 'replies per post:  and , lift , F/1K 2.00 and 2.00', 'what was not measured');
select is(row(p.objective, p.value, p.control_value, p.lift)::text, '("replies per post",,,)', 'the periods too') from bandit.experiment_period_results as p where p.account = 'test';
select bandit.set_setting('objective', 'bookmarks') \gset
select is(row(p.objective, p.value, p.control_value, p.lift)::text, '("bookmarks per post",15.00,10.00,0.500)', 'by the objective of now') from bandit.experiment_period_results as p where p.account = 'test';
select is(r.probability_better > 0.99 and r.advice like 'ship: %', true, 'it is better') from bandit.experiment_results as r where r.account = 'test' and r.experiment = 'bold';
select bandit.set_setting('objective', 'impressions') \gset
select matches(h.sentence, '^an arm gains less in impressions per post than control: ''bold'' is better with probability 0.000', 'where it is worse, health says so') from bandit.health_checks() as h where h.name = 'experiments';

-- A verdict stays in the objective that it was given in.
select bandit.set_setting('objective', 'bookmarks') \gset
select is(array_agg(b.arm), '{control}', 'it ends') from bandit.end_arm('bold', 'it is better') as b;
select bandit.set_setting('objective', 'followers_per_post') \gset
select is(row(r.verdict, r.objective, r.value, r.lift)::text, '(ship,"bookmarks per post",15.00,0.500)', 'with the verdict of then, another objective is set') from bandit.experiment_results as r where r.account = 'test' and r.experiment = 'bold';
select is(x.figures ->> 'objective', 'bookmarks per post', 'as the stored figures have it') from bandit.experiments as x where x.account_id = :account_id;

-- A guardrail: an arm that misses one is never shipped.
select bandit.set_setting('objective', 'bookmarks') \gset
select count(*) from bandit.start_experiment('bolder', 'x', 0.4, p_arm => 'bold', p_now => '2026-11-20') \gset
select matches(r.advice, '^ship: ', 'without a guardrail it is') from bandit.experiment_results as r where r.account = 'test' and r.experiment = 'bolder';
select count(*) from bandit.set_guardrail('followers', 'min', 3.5) \gset
select is(row(r.advice, r.missed_guardrails)::text, '("stop: the arm misses a guardrail: followers 2.00 of at least 3.5 per 1000 of exposure","followers 2.00 of at least 3.5")', 'with one it is not')
from bandit.experiment_results as r where r.account = 'test' and r.experiment = 'bolder';
select count(*) from bandit.end_arm('bolder', 'over') \gset
select is(x.verdict, 'stop', 'nor by default when it ends') from bandit.experiments as x where x.account_id = :account_id and x.experiment_name = 'bolder';

select * from finish();
rollback;
