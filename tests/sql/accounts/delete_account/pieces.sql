-- tests/sql/accounts/delete_account/pieces.sql: in pieces or at once, nothing of an account stays, and nothing of another one goes.
begin;
select plan(14);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.6, "b": 0.4}') \gset
select pg_temp.posts('a', 20, 1000, 9), pg_temp.posts('b', 20, 1000, 1) \gset
select r.status from bandit.optimize() as r \gset
select bandit.keep_post(gen_random_uuid(), '1') \gset
select bandit.rename_generator('b', 'c') \gset
select current_setting('bandit.account') as handle \gset
select is(c::text, format('(%s,2,40,1)', :'handle'), 'what it has') from bandit.account_contents() as c;
select throws_ok(format('select bandit.delete_account(%L, 0)', :'handle'), 'WT004', null, 'a limit of none');
select throws_ok('select bandit.delete_account(null)', 'WT001', null, 'no handle: the account of the session is not meant');
select throws_ok($$select bandit.delete_account('nobody')$$, 'WT001', null, 'an unknown one');

select results_eq(format('select * from bandit.delete_account(%L, 25)', :'handle'), $$values (25::bigint, false)$$, 'a first piece');
select is(count(*), 15::bigint, 'the rest is there') from bandit.content_metadata as c where c.account_id = :account_id;
set constraints all immediate;
set constraints all deferred;
select results_eq(format('select * from bandit.delete_account(%L, 25)', :'handle'), $$values (15::bigint, true)$$, 'the rest, with the account');
select is_empty(format('select t.relname from pg_class as t where t.relname = ''accounts'' and exists (select 1 from bandit.accounts as a where a.account_id = %s)', :account_id), 'it is gone');

create function pg_temp.tables_with(p_account_id bigint) returns setof text language plpgsql as $$
declare v_table regclass; v_found boolean;
begin
    for v_table in
        select c.oid::regclass from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attname = 'account_id'
        where c.relnamespace = 'bandit'::regnamespace and c.relkind in ('r', 'p')
    loop
        execute format('select exists (select 1 from %s where account_id = $1)', v_table) into v_found using p_account_id;
        if v_found then return next v_table::text; end if;
    end loop;
end $$;
select is_empty(format('select * from pg_temp.tables_with(%s)', :account_id), 'no table has a row of it');
select is(count(*), 12::bigint, 'another account stays') from bandit.generator_weights as g where g.account_id = bandit.account_id('default');

select bandit.create_account('again') as again \gset
select results_eq($$select * from bandit.delete_account('again')$$, $$values (0::bigint, true)$$, 'at once');
select is_empty(format('select * from pg_temp.tables_with(%s)', :again), 'nothing stays');
set constraints all immediate;
-- Every foreign key of a table of many rows finds its rows by an index.
select is_empty($$
    select k.conrelid::regclass::text || ' ' || k.conname from pg_constraint as k
    where k.contype = 'f' and k.conparentid = 0 and k.confrelid in ('bandit.optimization_runs'::regclass, 'bandit.content_metadata'::regclass)
      and k.conrelid <> 'bandit.generator_weights'::regclass
      and not exists (
          select 1 from pg_index as i
          where i.indrelid = k.conrelid and (i.indkey::smallint[])[0:cardinality(k.conkey) - 1] @> k.conkey
      )
$$, 'its cost is bounded by indexes');
select is(bandit.account_id('default') is not null, true, 'the account default is as it was');

select * from finish();
rollback;
