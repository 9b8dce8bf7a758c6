-- tests/sql/learning/generator_posteriors/objective.sql: the posteriors follow the objective, and not the size of its weights.
begin;
select plan(8);
\ir ../../fixtures/objective.psql

-- The same numbers as followers and as replies; a changed between them.
select pg_temp.measured('a', 10, 700, 3, 1, bandit.clock() - interval '9 days'), pg_temp.measured('b', 12, 900, 1, 1, bandit.clock() - interval '20 days') \gset
update bandit.outcomes set replies = followers_gained where account_id = :account_id;
create function pg_temp.known(p_objective text) returns jsonb language plpgsql as $$
begin
    perform bandit.set_setting('objective', p_objective);
    return (select jsonb_agg(to_jsonb(e) - 'objective') from bandit.generator_evidence() as e);
end
$$;
create function pg_temp.means(p_objective text) returns numeric[] language sql as $$
    select array_agg(round((e ->> 'posterior_mean')::numeric, 6) order by e ->> 'generator_name') from jsonb_array_elements(pg_temp.known(p_objective)) as e
$$;
select is(pg_temp.known('replies'), pg_temp.known('followers_per_post'), 'replies teach what as many followers would, per post');
select is(pg_temp.known('replies per 1000'), pg_temp.known('f_per_1k'), 'and per 1000');
select isnt(pg_temp.known('f_per_1k'), pg_temp.known('followers_per_post'), 'which is not the same');
select is(array(select e ->> 'best_probability' from jsonb_array_elements(pg_temp.known('0.001*replies')) as e), array(select e ->> 'best_probability' from jsonb_array_elements(pg_temp.known('replies')) as e), 'a weight changes no probability');
select is(pg_temp.means('100*replies'), array(select round(100 * (e ->> 'posterior_mean')::numeric, 6) from jsonb_array_elements(pg_temp.known('replies')) as e order by e ->> 'generator_name'), 'but the value');
select is((pg_temp.known('followers_per_post') -> 0 ->> 'generator_name') || (pg_temp.known('bookmarks') -> 0 ->> 'generator_name'), 'ab', 'a gains more followers, b more bookmarks');
select is(array_agg(e.objective), '{"bookmarks per post","bookmarks per post"}', 'the evidence names the objective') from bandit.evidence as e where e.account = 'test';
select is(array_agg(t.rule), '{posterior,posterior}', 'above viral_f_per_1k, but it is a threshold of F/1K') from bandit_internal.target_weights_thompson(:account_id, array(select t from bandit_internal.generator_totals(:account_id, null, bandit.clock()) as t), bandit.clock()) as t;

select * from finish();
rollback;
