-- tests/sql/weights/target_weights_blueprint/new.sql: under five measured posts: 0.08 before normalising, whatever else applies.
begin;
select plan(6);
\ir ../../fixtures/policy.psql

-- F/1K: four 10, five 3, none 0 from nine posts.
select pg_temp.generators('{"four": 0.4, "five": 0.35, "none": 0.25}'), pg_temp.posts('four', 4, 1000, 10), pg_temp.posts('five', 5, 1000, 3), pg_temp.posts('none', 9, 1000, 0) \gset
update bandit.account_settings set score_exponent = 1, min_posts = 18 where account_id = :account_id;
create temp view stage as select e.* from bandit.explain_weights() as e;

select results_eq('select generator_name, rule from stage order by 1', $$values ('five', 'blended'), ('four', 'new'), ('none', 'blended')$$, 'four measured posts are new, five are not');
-- five 0.245 + 0.3 x 0.3 = 0.335, four 0.08, none 0.175; by 0.59: 0.567796.., 0.135593.., 0.296610..
select results_eq('select generator_name, new_weight from stage order by 1', $$values ('five', 0.5678), ('four', 0.1356), ('none', 0.2966)$$, '0.08 is normalised with the rest, and its F/1K is in the min-max');

update bandit.account_settings set viral_min_posts = 4 where account_id = :account_id;
select is(s.rule, 'new', 'new wins over viral') from stage as s where s.generator_name = 'four';
update bandit.account_settings set new_generator_max_posts = 10, failing_min_posts = 9 where account_id = :account_id;
select is(s.rule, 'new', 'and over failing') from stage as s where s.generator_name = 'none';
update bandit.account_settings set new_generator_max_posts = 9, new_generator_weight = 0.2 where account_id = :account_id;
select is(s.rule, 'failing', 'nine posts are not fewer than nine') from stage as s where s.generator_name = 'none';
select is(s.target_weight, 0.2, 'the weight of the new is a setting') from stage as s where s.generator_name = 'four';

select * from finish();
rollback;
