-- tests/sql/runs/override_generator/disable_enable.sql: out of the draw, and back.
begin;
select plan(22);
\ir ../../fixtures/overrides.psql

-- 0.4444.., 0.3333.., 0.2222..: rounded down they lack 0.0001, which goes to the largest remainder.
select results_eq($$select generator_name, old_status, new_status, old_weight, new_weight from bandit.override_generator('d', 'disable', null, 'off topic')$$,
    $$values ('a', 'active', 'active', 0.4::numeric, 0.4445::numeric), ('b', 'active', 'active', 0.3, 0.3333), ('c', 'active', 'active', 0.2, 0.2222), ('d', 'active', 'disabled', 0.1, 0.1)$$, 'the others take up its weight, it keeps its own outside the sum');
select results_eq('execute weights', $$values ('a', 0.4445), ('b', 0.3333), ('c', 0.2222), ('d', 0.1)$$, 'which is in force');
select is(w.status, 'disabled', 'it is disabled') from weight as w where w.generator_name = 'd';
select is(sum(w.weight), 1.0000, 'the sum') from in_play as w;
select is(c.generator_name, 'c', 'the last of the draw is no longer d') from bandit.choose_generator(p_u => 0.99999) as c;
select is(count(*), 0::bigint, 'a run leaves it out') from bandit.explain_weights() as e where e.generator_name = 'd';

-- The others share 0.9 by what they have: 0.40005, 0.29997, 0.19998.
select count(*) from bandit.override_generator('d', 'enable', null, 'on topic again') \gset
select results_eq('execute weights', $$values ('a', 0.4), ('b', 0.3), ('c', 0.2), ('d', 0.1)$$, 'it is back at its last weight');
select is(w.status, 'active', 'and active') from weight as w where w.generator_name = 'd';

-- With a weight: 0.8 for 0.4445, 0.3333, 0.2222.
select count(*) from bandit.override_generator('d', 'disable', null, 'x') \gset
select count(*) from bandit.override_generator('d', 'enable', 0.2, 'more of it') \gset
select results_eq('execute weights', $$values ('a', 0.3556), ('b', 0.2666), ('c', 0.1778), ('d', 0.2)$$, 'or at another');

-- A last weight under a floor that was raised since.
select count(*) from bandit.override_generator('d', 'set', 0.02, 'x') \gset
select count(*) from bandit.override_generator('d', 'disable', null, 'x') \gset
select bandit.set_setting('min_weight', '0.1') \gset
select is(r.new_weight, 0.1000, 'it is never under the floor') from bandit.override_generator('d', 'enable', null, 'x') as r where r.generator_name = 'd';
select is(sum(w.weight), 1.0000, 'the sum') from in_play as w;

-- A pin ends with it.
select count(*) from bandit.override_generator('a', 'pin', 0.5, 'x') \gset
select count(*) from bandit.override_generator('a', 'disable', null, 'x') \gset
select is(row(w.status, w.weight, w.pinned_weight)::text, '(disabled,0.5000,)', 'a pin does not outlive it') from weight as w where w.generator_name = 'a';

-- Testing ends with it too.
select count(*) from bandit.override_generator('b', 'test', 0.3, 'x') \gset
select count(*) from bandit.override_generator('b', 'disable', null, 'x') \gset
select is(row(w.status, w.weight)::text, '(disabled,0.3000)', 'a trial can end so') from weight as w where w.generator_name = 'b';
select count(*) from bandit.override_generator('b', 'test', null, 'x') \gset
select is(row(w.status, w.weight)::text, '(testing,0.3000)', 'and start so') from weight as w where w.generator_name = 'b';

-- The last one. c and d are active, b is testing.
select count(*) from bandit.override_generator('c', 'disable', null, 'x') \gset
select is(pg_temp.refusal($$select bandit.override_generator('d', 'disable', null, 'x')$$),
    'WT012 / the fixed weights leave no valid share for the others / fixed weights sum to 0.3000; 0 others at a floor of 0.1000 need between 0.0000 and 0 / release a pin or enable a generator, so that one is free to take up the rest', 'the last free one cannot be disabled');
select is(pg_temp.refusal($$select bandit.override_generator('d', 'test', 0.5, 'x')$$),
    'WT012 / the fixed weights leave no valid share for the others / fixed weights sum to 0.8000; 0 others at a floor of 0.1000 need between 0.0000 and 0 / release a pin or enable a generator, so that one is free to take up the rest', 'nor tested at less than the rest');
select count(*) from bandit.override_generator('b', 'disable', null, 'x') \gset
select is(row(w.generator_name, w.weight)::text, '(d,1.0000)', 'one alone has all') from in_play as w;
select is(pg_temp.refusal($$select bandit.override_generator('d', 'disable', null, 'x')$$),
    'WT012 / the fixed weights leave no valid share for the others / fixed weights sum to 0; 0 others at a floor of 0.1000 need between 0.0000 and 0 / release a pin or enable a generator, so that one is free to take up the rest', 'and cannot be disabled');
select is(w.status, 'active', 'it stays') from weight as w where w.generator_name = 'd';
select is(r.new_weight, 1.0000, 'alone it can be tested') from bandit.override_generator('d', 'test', null, 'x') as r where r.generator_name = 'd';
select is(pg_temp.refusal($$select bandit.override_generator('c', 'enable', null, 'x')$$), 'WT012 / the fixed weights leave no valid share for the others / fixed weights sum to ' || (select w.weight + 1 from weight as w where w.generator_name = 'c') || '; 0 others at a floor of 0.1000 need between 0.0000 and 0 / release a pin or enable a generator, so that one is free to take up the rest', 'but leaves no room for another');
select is(pg_temp.refusal('select 1'), 'none', 'all that could be committed');

select * from finish();
rollback;
