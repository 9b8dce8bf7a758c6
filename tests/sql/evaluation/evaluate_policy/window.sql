-- tests/sql/evaluation/evaluate_policy/window.sql: a window starts at p_from and ends before p_to.
begin;
select plan(4);
\ir ../../fixtures/tuning.psql

select min(c.posted_at) as first, max(c.posted_at) as last from bandit.content_metadata as c where c.account_id = :account_id \gset
select count(*) filter (where c.posted_at > :'first') as later, count(*) filter (where c.posted_at < :'last') as earlier from bandit.content_metadata as c where c.account_id = :account_id \gset
create function pg_temp.posts(p_from timestamptz, p_to timestamptz) returns bigint language sql as $$
    select max(e.posts) from bandit.evaluate_policy(p_weights => '{"a": 0.5, "b": 0.5}', p_from => p_from, p_to => p_to, p_account_id => bandit.account_id('test')) as e
$$;
select is(pg_temp.posts(:'first', 'infinity'), 120::bigint, 'the first instant is in it');
select is(pg_temp.posts(:'first'::timestamptz + interval '1 microsecond', 'infinity'), :later::bigint, 'an instant later it is not');
select is(pg_temp.posts('-infinity', :'last'), :earlier::bigint, 'the last instant is not');
select is(pg_temp.posts('-infinity', 'infinity'), 120::bigint, 'without bounds: all');
select * from finish();
rollback;
