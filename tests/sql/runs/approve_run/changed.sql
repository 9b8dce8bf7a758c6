-- tests/sql/runs/approve_run/changed.sql: a suggestion whose ground has moved is refused with what changed.
begin;
select plan(28);
\ir ../../fixtures/overrides.psql

-- d is failing: the suggestion cuts it to 0.02. c is pinned, b on trial.
select pg_temp.posts('a', 10, 1000, 9), pg_temp.posts('b', 10, 1000, 4), pg_temp.posts('c', 10, 1000, 2), pg_temp.posts('d', 10, 1000, 0) \gset
select count(*) from bandit.override_generator('b', 'test', null, 'x') \gset
select count(*) from bandit.override_generator('c', 'pin', null, 'x') \gset
select bandit.set_setting('mode', 'suggest') \gset
select r.run_id from bandit.optimize() as r \gset

-- What each of these changes leaves is undone again before the next.
create function pg_temp.after(p_change text, p_run_id bigint) returns text language plpgsql as $$
declare
    v_before text;
    v_refusal text;
begin
    execute p_change;
    select string_agg(w::text, ' ' order by w.generator_name) into v_before from weight as w;
    v_refusal := pg_temp.refusal(format('select bandit.approve_run(%s)', p_run_id));
    if v_before <> (select string_agg(w::text, ' ' order by w.generator_name) from weight as w) and v_refusal <> 'none' then
        v_refusal := 'refused, and applied all the same';
    end if;
    raise exception using errcode = 'P0001', message = v_refusal;
exception
    when sqlstate 'P0001' then return sqlerrm;
end $$;
select is(pg_temp.after(change, :run_id), format('WT017 / the weights have changed since run %s was suggested / %s / reject it; the next run suggests from the present weights', :run_id, detail), change)
from (values
    ('select bandit.override_generator(''a'', ''set'', 0.3, ''x'')', 'a from 0.4000 to 0.3000, d from 0.1000 to 0.2000'),
    ('select bandit.override_generator(''a'', ''pin'', null, ''x'')', 'a from 0.4000 to 0.4000 pinned'),
    ('select bandit.override_generator(''d'', ''pin'', 0.2, ''x'')', 'a from 0.4000 to 0.3000, d from 0.1000 to 0.2000 pinned'),
    ('select bandit.override_generator(''d'', ''disable'', null, ''x'')', 'a from 0.4000 to 0.5000, d from 0.1000 to absent'),
    ('select bandit.override_generator(''d'', ''test'', null, ''x'')', 'd from 0.1000 to 0.1000 testing'),
    ('select bandit.override_generator(''c'', ''release'', null, ''x'')', 'c from 0.2000 pinned to 0.2000'),
    ('select bandit.override_generator(''c'', ''test'', null, ''x'')', 'c from 0.2000 pinned to 0.2000 testing'),
    ('select bandit.override_generator(''b'', ''enable'', null, ''x'')', 'b from 0.3000 testing to 0.3000'),
    ('select bandit.override_generator(''b'', ''set'', 0.25, ''x'')', 'a from 0.4000 to 0.4400, b from 0.3000 testing to 0.2500 testing, d from 0.1000 to 0.1100'),
    ('select bandit.add_generator(''e'', 0.1)', 'a from 0.4000 to 0.3200, d from 0.1000 to 0.0800, e from absent to 0.1000'),
    ('select bandit.set_setting(''min_weight'', ''0.03'')', 'd would be at 0.0200, under min_weight 0.0300'),
    ('update bandit.optimization_runs set stages = (select jsonb_agg(case s ->> ''generator_name'' when ''a'' then s || ''{"context_weights": [{"topic": "x", "weight": 0.01}]}'' else s end) from jsonb_array_elements(stages) as s) where status = ''suggested''', 'a would be at 0.0100, under min_weight 0.0200'),
    ('select bandit.set_setting(''min_weight'', ''0.15'')', 'a from 0.4000 to 0.3500, d from 0.1000 to 0.1500')
) as t (change, detail);
select is(pg_temp.after(change, :run_id), 'none', 'this is no obstacle: ' || change)
from (values
    ('select 1'), ('select bandit.set_setting(''mode'', ''autopilot'')'), ('select bandit.set_setting(''min_posts'', ''500'')'), ('select bandit.set_setting(''min_weight'', ''0.01'')'), ('select bandit.set_setting(''min_weight'', ''0.02'')'),
    ('select bandit.choose_generator()'), ('select bandit.record_outcomes(''[]'')'), ('select bandit.override_preview(''a'', ''set'', 0.3)'), ('select bandit.optimize(p_dry_run => true)'),
    ('select bandit.optimize(p_now => ''2026-11-23 13:00+00'', p_lookback => ''1 second'')'),
    ('select bandit.override_generator(''a'', ''set'', 0.3, ''x''), bandit.override_generator(''a'', ''set'', 0.4, ''back'')')
) as t (change);

-- A refused one waits on: it can be rejected, or the change taken back.
select count(*) from bandit.override_generator('a', 'pin', null, 'x') \gset
select throws_ok(format('select bandit.approve_run(%s)', :run_id), 'WT017', null, 'refused');
select is(r.status, 'suggested', 'it waits on') from bandit.optimization_runs as r where r.run_id = :run_id;
select count(*) from bandit.override_generator('a', 'release', null, 'x') \gset
select lives_ok(format('select bandit.approve_run(%s)', :run_id), 'with the change taken back it can be approved');
select is(w.weight, 0.0200, 'and is applied') from weight as w where w.generator_name = 'd';

select * from finish();
rollback;
