-- tests/sql/learning/bottom_performers/ties.sql: by F/1K from below, then measured posts, then name in byte order; unmeasured last.
begin;
select plan(3);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"best": 0.1, "few": 0.1, "many": 0.1, "gZ": 0.2, "ga": 0.2, "lost": 0.2, "idle": 0.1}') \gset
select
    pg_temp.posts('best', 1, 1000, 9), pg_temp.posts('few', 2, 1000, 0), pg_temp.posts('many', 4, 500, 0),
    pg_temp.posts('gZ', 3, 1000, 1), pg_temp.posts('ga', 3, 1000, 1), pg_temp.posts('lost', 1, 1000, -1) \gset
select results_eq('select generator_name from bandit.bottom_performers(7)', $$values ('lost'), ('many'), ('few'), ('gZ'), ('ga'), ('best'), ('idle')$$, 'all in order: losing followers is worse than gaining none');
select results_eq('select generator_name from bandit.bottom_performers()', $$values ('lost'), ('many'), ('few')$$, 'three if not asked');
select results_eq('select generator_name, round(f_per_1k, 2), total_posts from bandit.bottom_performers(1)', $$values ('lost', -1.00, 1::bigint)$$, 'with F/1K and measured posts');

select * from finish();
rollback;
