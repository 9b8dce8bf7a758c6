-- tests/sql/learning/top_performers/ties.sql: by F/1K, then measured posts, then name in byte order; unmeasured last.
begin;
select plan(4);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"best": 0.1, "few": 0.1, "many": 0.1, "gZ": 0.2, "ga": 0.2, "none": 0.2, "idle": 0.1}') \gset
select
    pg_temp.posts('best', 1, 1000, 9), pg_temp.posts('few', 2, 1000, 3), pg_temp.posts('many', 4, 500, 1.5),
    pg_temp.posts('gZ', 3, 1000, 1), pg_temp.posts('ga', 3, 1000, 1), pg_temp.posts('none', 1, 1000, 0) \gset
select results_eq('select generator_name from bandit.top_performers(7)', $$values ('best'), ('many'), ('few'), ('gZ'), ('ga'), ('none'), ('idle')$$, 'all in order');
select results_eq('select generator_name from bandit.top_performers()', $$values ('best'), ('many'), ('few'), ('gZ'), ('ga')$$, 'five if not asked');
select results_eq('select generator_name, round(f_per_1k, 2), total_posts from bandit.top_performers(1)', $$values ('best', 9.00, 1::bigint)$$, 'with F/1K and measured posts');
select is_empty('select 1 from bandit.top_performers(0)', 'none of none');

select * from finish();
rollback;
