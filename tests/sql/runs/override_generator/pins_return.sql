-- tests/sql/runs/override_generator/pins_return.sql: a pinned generator that was disabled or tested is pinned again when it is enabled.
begin;
select plan(10);
\ir ../../fixtures/overrides.psql

create temp view pin as select w.generator_name, w.status, w.weight::numeric, w.pinned_weight::numeric from weight as w;
select count(*) from bandit.override_generator('a', 'pin', 0.5, 'x') \gset
select count(*) from bandit.override_generator('a', 'disable', null, 'x') \gset
select is(p.pinned_weight, 0.5, 'the preview says so') from bandit.override_preview('a', 'enable') as p where p.generator_name = 'a';
select is(o.pinned_weight, 0.5, 'enabled: it is pinned as before') from bandit.override_generator('a', 'enable', null, 'x') as o where o.generator_name = 'a';
select is(p::text, '(a,active,0.5000,0.5000)', 'in the table too') from pin as p where p.generator_name = 'a';

select count(*) from bandit.override_generator('a', 'disable', null, 'x') \gset
select count(*) from bandit.override_generator('a', 'enable', 0.3, 'x') \gset
select is(p::text, '(a,active,0.3000,0.3000)', 'at another weight the pin moves with it') from pin as p where p.generator_name = 'a';

select count(*) from bandit.override_generator('a', 'test', 0.2, 'x') \gset
select is(p::text, '(a,testing,0.2000,)', 'testing holds it anyway') from pin as p where p.generator_name = 'a';
select count(*) from bandit.override_generator('a', 'disable', null, 'x') \gset
select count(*) from bandit.override_generator('a', 'enable', null, 'x') \gset
select is(p::text, '(a,active,0.3000,0.3000)', 'after a trial, too') from pin as p where p.generator_name = 'a';
select count(*) from bandit.remove_generator('a') \gset
select is(count(*), 0::bigint, 'removed without decisions, nothing is left') from pin as p where p.generator_name = 'a';

-- Released before: no pin returns.
select count(*) from bandit.override_generator('b', 'pin', 0.4, 'x') \gset
select count(*) from bandit.override_generator('b', 'release', null, 'x') \gset
select count(*) from bandit.override_generator('b', 'disable', null, 'x') \gset
select count(*) from bandit.override_generator('b', 'enable', null, 'x') \gset
select is(p.pinned_weight, null, 'a released one is free') from pin as p where p.generator_name = 'b';
-- Its history has no weight while it was out.
select results_eq($$select c.old_weight::numeric, c.new_weight::numeric from bandit.weight_changes as c where c.account_id = bandit.account_id(current_setting('bandit.account')) and c.generator_name = 'b' order by c.change_id desc limit 2$$,
    $$values (0.0, 0.4), (0.4, 0.0)$$, 'the history says when it was out');
select is(sum(w.weight), 1.0000, 'the sum') from in_play as w;

select * from finish();
rollback;
