-- tests/sql/weights/target_weights_blueprint/viral.sql: above 5 F/1K with at least five measured posts, 1.5 times the blend, once.
begin;
select plan(5);
\ir ../../fixtures/policy.psql

-- F/1K: five 5/1000 = 5; above 51/10000 = 5.1; four 40/4000 = 10, its fifth post is too old; none 0 from nine posts.
select pg_temp.generators('{"five": 0.25, "above": 0.25, "four": 0.25, "none": 0.25}') \gset
select
    pg_temp.posts('five', 5, 200, 1), pg_temp.posts('above', 4, 2000, 10), pg_temp.posts('above', 1, 2000, 11),
    pg_temp.posts('four', 4, 1000, 10), pg_temp.posts('four', 1, 1000, 10, '2026-11-16 12:00+00'), pg_temp.posts('none', 9, 1000, 0) \gset
update bandit.account_settings set score_exponent = 1 where account_id = :account_id;
create temp view stage as select e.* from bandit.explain_weights() as e;

select results_eq('select generator_name, rule from stage order by 1', $$values ('above', 'viral'), ('five', 'blended'), ('four', 'blended'), ('none', 'blended')$$, 'exactly 5 is not above 5, four posts are not five');
-- 0.175 + 0.3 x F/1K / 10: 0.328, 0.325, 0.475, 0.175
select results_eq('select generator_name, round(blended_weight, 12) from stage order by 1', $$values ('above', 0.328000000000), ('five', 0.325000000000), ('four', 0.475000000000), ('none', 0.175000000000)$$, 'blended as all are');
select is(round(s.target_weight, 12), 0.492000000000, '1.5 x 0.328, once') from stage as s where s.generator_name = 'above';
-- By 1.467: 0.33537.., 0.22154.., 0.32379.., 0.11929..; three 0.0001 are left for none (.9107), four (.9005) and above (.7832).
select results_eq('select generator_name, new_weight from stage order by 1', $$values ('above', 0.3354), ('five', 0.2215), ('four', 0.3238), ('none', 0.1193)$$, 'shared to exactly one');

update bandit.account_settings set viral_min_posts = 4, viral_f_per_1k = 4.99 where account_id = :account_id;
select results_eq('select generator_name, rule from stage order by 1', $$values ('above', 'viral'), ('five', 'viral'), ('four', 'viral'), ('none', 'blended')$$, 'both limits are settings');

select * from finish();
rollback;
