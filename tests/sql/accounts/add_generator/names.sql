-- tests/sql/accounts/add_generator/names.sql: names as people write them, in any script, kept as written; two that match are refused.
begin;
select plan(37);

set local bandit.account = 'scripts';
select bandit.create_account('scripts', p_generators => '[]') as account_id \gset
select bandit.set_setting('min_weight', '0.001') \gset
create temp table name as
select n.name, n.spelling
from (values
    ('news_reporter', 'News Reporter'), ('My Persona 3', 'my-persona-3'), ('v1.2', 'V12'), ('1meme', '1_MEME'), ('MemeLord', 'meme lord'), ('mémé', 'MÉMÉ'), ('Ärger', 'ärger'),
    ('Straße', 'STRASSE'), ('Новости дня', 'НОВОСТИ_ДНЯ'), ('οδός', 'ΟΔΌΣ'), ('新聞記者', '新聞-記者'), ('Հայկական', 'ՀԱՅԿԱԿԱՆ'), ('हिन्दी', 'हिन्दी'), (E'خبر\u200Cنگار', 'خبر نگار'), ('สวัสดี', 'สวัสดี'), ('ニュース', 'ニュース')
) as n (name, spelling);

select lives_ok(format('select bandit.add_generator(%L)', n.name), n.name) from name as n;
select is(bandit.canonical_generator(n.spelling), n.name, format('%s means %s, kept as written', n.spelling, n.name)) from name as n;
select is(count(*), 0::bigint, 'a spelling is no second generator') from name as n where n.spelling <> n.name and (select bandit.canonical_generator(n.spelling)) is distinct from n.name;
select throws_ok(format('select bandit.add_generator(%L)', 'новости.дня'), 'WT007', 'there is a generator Новости дня already', 'nor can it be added');
select throws_ok(format('insert into bandit.generator_weights (account_id, generator_name, weight, status) values (%s, %L, 0, %L)', :account_id, 'NEWSreporter', 'disabled'), '23505', null, 'not even by hand');
-- Composed and decomposed letters are the same name.
select is(bandit.canonical_generator(E'me\u0301me\u0301'), 'mémé', 'letters with marks of their own');

-- A search by name reads the unique index, not every row.
create function pg_temp.plan_of(p_query text) returns setof text language plpgsql as 'begin return query execute ''explain '' || p_query; end';
set local enable_seqscan = off;
select isnt_empty(format($$select p from pg_temp.plan_of('select 1 from bandit.generator_weights as g where g.account_id = %s and bandit_internal.generator_key(g.generator_name) = ''x''') as p
    where p ~ 'generator_weights_name_key'$$, :account_id), 'found by the index on names');

select * from finish();
rollback;
