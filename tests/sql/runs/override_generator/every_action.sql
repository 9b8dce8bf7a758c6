-- tests/sql/runs/override_generator/every_action.sql: every action on every generator at many weights, one after the other:
-- what is not refused with a reason of ours leaves valid weights, as previewed.
begin;
select plan(7);
\ir ../../fixtures/overrides.psql

select setseed(0.25) \gset
create temp table outcome (step integer, action text, code text, is_as_previewed boolean, sum numeric, lowest numeric, held boolean, asked numeric, got numeric);
do $$
declare
    v_step record;
    v_code text;
    v_before jsonb;
    v_preview jsonb;
    v_done jsonb;
begin
    for v_step in
        select row_number() over () as step, t.*
        from (
            select g.generator, a.action, w.weight
            from unnest('{a,b,c,d}'::text[]) as g (generator), unnest('{set,pin,release,disable,enable,test}'::text[]) as a (action),
                 unnest(array[null, 0.02, 0.0333, 0.1, 0.25, 0.5, 0.77, 0.94, 1]) as w (weight), generate_series(1, 4)
            where w.weight is null or a.action not in ('release', 'disable')
            order by random()
        ) as t
    loop
        v_code := null;
        v_preview := null;
        v_done := null;
        select jsonb_object_agg(w.generator_name, w.weight) into v_before from weight as w;
        begin
            select jsonb_agg(p order by p.generator_name) into v_preview from bandit.override_preview(v_step.generator, v_step.action, v_step.weight) as p;
        exception
            when others then v_code := sqlstate;
        end;
        begin
            select jsonb_agg(p order by p.generator_name) into v_done from bandit.override_generator(v_step.generator, v_step.action, v_step.weight, 'x') as p;
            set constraints all immediate;
            set constraints all deferred;
        exception
            when others then v_code := case when v_code = sqlstate then v_code else 'preview ' || coalesce(v_code, 'none') || ', override ' || sqlstate end;
        end;
        insert into outcome
        select v_step.step, v_step.action, v_code, v_preview is not distinct from v_done
            and (v_done is null or v_done = (select jsonb_agg(jsonb_build_object('generator_name', w.generator_name, 'old_weight', v_before -> w.generator_name, 'new_weight', w.weight, 'new_status', w.status, 'pinned_weight', w.pinned_weight,
                'old_status', d.value ->> 'old_status') order by w.generator_name) from weight as w join jsonb_array_elements(v_done) as d on d.value ->> 'generator_name' = w.generator_name)),
            sum(w.weight) filter (where w.status <> 'disabled'), min(w.weight) filter (where w.status <> 'disabled'),
            bool_and(w.weight = (v_before ->> w.generator_name)::numeric) filter (where w.generator_name <> v_step.generator and (w.status = 'testing' or w.pinned_weight is not null)),
            v_step.weight, max(w.weight) filter (where w.generator_name = v_step.generator)
        from weight as w;
    end loop;
end $$;

select cmp_ok(count(*) filter (where o.code is null), '>=', 100::bigint, 'many go through') from outcome as o;
select is(array_agg(distinct o.action order by o.action) filter (where o.code is null), '{disable,enable,pin,release,set,test}'::text[], 'some of every action') from outcome as o;
select is(array_agg(distinct o.code order by o.code), '{WT004,WT012,WT016,null}'::text[], 'the others are refused for a reason') from outcome as o;
select is_empty('select * from outcome where not is_as_previewed', 'each is what the preview said, and what is stored');
select is_empty('select * from outcome where sum <> 1', 'the sum is 1 after each');
select is_empty('select * from outcome where lowest < 0.02 or code is null and got <> asked', 'nobody is under the floor, the asked weight is exact');
select is_empty('select * from outcome where not held', 'pins and testing weights of the others are exact');

select * from finish();
rollback;
