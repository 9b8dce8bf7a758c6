-- tests/sql/runs/override_preview/same_as_override.sql: it shows what the override then does, and changes nothing.
begin;
select plan(20);
\ir ../../fixtures/overrides.psql

select count(*) from bandit.override_generator('b', 'pin', 0.3, 'x') \gset
select count(*) from bandit.override_generator('d', 'disable', null, 'x') \gset
create temp table before as select g.* from bandit.generator_weights as g where g.account_id = :account_id;
create temp view logged as
select c.change_id from bandit.weight_changes as c where c.account_id = bandit.account_id('test')
union all
select e.event_id from bandit.events as e where e.account_id = bandit.account_id('test');
create temp table history as select * from logged;
create temp table trial (generator text, action text, weight numeric);
insert into trial values ('a', 'set', 0.2), ('a', 'pin', 0.2), ('a', 'test', 0.2), ('a', 'disable', null), ('b', 'release', null), ('b', 'disable', null), ('d', 'enable', null), ('d', 'enable', 0.15), ('d', 'test', 0.05);

select set_eq(format('select * from bandit.generator_weights where account_id = %s', :account_id), 'table before', 'nothing changes');
select set_eq('table logged', 'table history', 'nothing is logged');
select is(sum(p.new_weight), 1.0000, format('the sum after %s of %s', t.action, t.generator)) from trial as t cross join lateral bandit.override_preview(t.generator, t.action, t.weight) as p where p.new_status <> 'disabled' group by t.generator, t.action, t.weight;
create function pg_temp.undone(p_generator text, p_action text, p_weight numeric) returns text language plpgsql as $$
declare
    v_done text;
begin
    select string_agg(o::text, '; ') into v_done from bandit.override_generator(p_generator, p_action, p_weight, 'x') as o;
    raise exception using errcode = 'P0001', message = v_done;
exception
    when sqlstate 'P0001' then return sqlerrm;
end $$;
select is(string_agg(p::text, '; '), pg_temp.undone(t.generator, t.action, t.weight), format('%s of %s is what was shown', t.action, t.generator)) from trial as t cross join lateral bandit.override_preview(t.generator, t.action, t.weight) as p group by t.generator, t.action, t.weight;

select * from finish();
rollback;
