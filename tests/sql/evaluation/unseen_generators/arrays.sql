-- tests/sql/evaluation/unseen_generators/arrays.sql: generators with a weight and without a post, by name.
begin;
select plan(3);

create function pg_temp.unseen(p_posts text, p_course text) returns text[] language sql as $$
    select bandit_internal.unseen_generators(p_posts::bandit_internal.logged_post[], p_course::bandit_internal.weights_since[])
$$;
select is(pg_temp.unseen('{"(,,a,0.5,1,1,)"}', '{"(-infinity,\"{\"\"a\"\": 0.5, \"\"c\"\": 0.25, \"\"b\"\": 0.25}\")"}'), '{b,c}', 'those that the policy would choose');
select is(pg_temp.unseen('{"(,,a,0.5,1,1,)"}', '{"(-infinity,\"{\"\"a\"\": 1, \"\"b\"\": 0}\")"}'), '{}', 'a weight of 0 needs no post');
select is(pg_temp.unseen('{}', '{"(-infinity,\"{\"\"a\"\": 0.5}\")","(2026-11-01 00:00+00,\"{\"\"b\"\": 1}\")"}'), '{a,b}', 'at any time');

select * from finish();
rollback;
