-- tests/sql/runs/override_generator/refused.sql: actions, weights, names and reasons that are none, and states that do not allow it.
begin;
select plan(53);
\ir ../../fixtures/overrides.psql

prepare override(text, text, numeric, text) as select bandit.override_generator($1, $2, $3, $4);
select count(*) from bandit.override_generator('b', 'pin', null, 'x') \gset
select count(*) from bandit.override_generator('c', 'test', null, 'x') \gset
select count(*) from bandit.override_generator('d', 'disable', null, 'x') \gset
create temp table before as select * from weight;
create temp table history as select e.event_id from bandit.events as e where e.account_id = :account_id;

select throws_ok(format('execute override(''a'', %L, null, ''x'')', action), 'WT004', format('%s is not an override', coalesce(quote_literal(action), 'null')), coalesce(quote_literal(action), 'null')) from unnest('{null,"",Set,delete,testing}'::text[]) as action;
select throws_ok(format('execute override(''a'', %L, %L, ''x'')', action, weight), 'WT004', format('%s is not a weight', weight), format('%s %s', action, weight))
from unnest('{set,pin,test}'::text[]) as action, unnest('{0,-0.1,0.0199,1.0001,NaN,Infinity,-Infinity}'::numeric[]) as weight;
select is(pg_temp.refusal($$execute override('a', 'set', null, 'x')$$), 'WT004 / nothing is not a weight / a weight is between min_weight 0.0200 and 1 / pass p_weight in that range', 'set needs a weight');
select is(pg_temp.refusal($$execute override('b', 'release', 0.3, 'x')$$), 'WT004 / release takes no weight / p_weight = 0.3 / leave p_weight out', 'release takes none');
select is(pg_temp.refusal($$execute override('a', 'disable', 0.3, 'x')$$), 'WT004 / disable takes no weight / p_weight = 0.3 / leave p_weight out', 'nor does disable');
select is(pg_temp.refusal(format('execute override(''a'', ''set'', 0.3, %L)', reason)), 'WT004 / a reason is required / p_reason is empty / give a reason in a few words; it is stored in the history', coalesce(to_json(reason)::text, 'no reason')) from unnest(array[null, '', '   ', E'\t\n']) as reason;
select is(pg_temp.refusal($$select bandit.override_generator('a', 'set', 0.3)$$), 'WT004 / a reason is required / p_reason is empty / give a reason in a few words; it is stored in the history', 'it has no default');

select is(pg_temp.refusal($$execute override('aa', 'set', 0.3, 'x')$$), 'WT002 / there is no generator ''aa'' / nearest: a, b, c / add it with pgbandit generator add, or with the function add_generator; or use one of the nearest', 'an unknown generator, with the nearest');
select throws_ok(format('execute override(%L, ''set'', 0.3, ''x'')', name), 'WT002', null, coalesce(quote_literal(name), 'null') || ' is no generator') from unnest(array[null, '']) as name;
select throws_ok($$select bandit.override_generator('a', 'set', 0.3, 'x', p_account_id => -1)$$, 'WT001', null, 'an unknown account');

select is(pg_temp.refusal(format('execute override(%L, %L, %L, ''x'')', generator, action, weight)),
    format('WT016 / %s is not possible for %s / %2$s is %s / select * from bandit.weights shows every generator''s state', action, generator, state), format('%s what is %s', action, state))
from (values
    ('a', 'release', null, 'active'), ('a', 'enable', null, 'active'), ('a', 'enable', 0.3, 'active'),
    ('b', 'set', 0.3, 'active and pinned at 0.3000'), ('b', 'enable', null, 'active and pinned at 0.3000'),
    ('c', 'pin', null, 'testing'), ('c', 'pin', 0.2, 'testing'), ('c', 'release', null, 'testing'),
    ('d', 'set', 0.2, 'disabled'), ('d', 'pin', 0.2, 'disabled'), ('d', 'pin', null, 'disabled'), ('d', 'release', null, 'disabled'), ('d', 'disable', null, 'disabled')
) as t (generator, action, weight, state);

select set_eq('table weight', 'table before', 'nothing has changed');
select set_eq(format('select event_id from bandit.events where account_id = %s', :account_id), 'table history', 'nothing was logged');

select * from finish();
rollback;
