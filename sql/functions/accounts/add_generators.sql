-- add_generators: adds several generators at once, each with a fair weight; the others make room.

create or replace function bandit.add_generators(
    p_generators jsonb,                      -- array of names or of objects {name, weight, notes}
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint default null         -- null: the current account
) returns table (
    generator_name text,
    weight         numeric
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_actor      text := session_user;
    v_added      bandit_internal.generator_entry[] := bandit_internal.parse_generators(p_generators);
    v_present    bandit_internal.generator_weight[];
    v_min_weight numeric;
    v_fair       numeric;
    v_entry      bandit_internal.generator_entry;
begin
    perform bandit_internal.lock_account(v_account_id);
    v_present := bandit_internal.generators_in_play(v_account_id);
    select s.min_weight, greatest(s.min_weight, least(s.new_generator_weight, trunc(1.0 / nullif(cardinality(v_present) + cardinality(v_added), 0), 4)))
    into v_min_weight, v_fair
    from bandit.account_settings as s
    where s.account_id = v_account_id;
    if not exists (select 1 from unnest(v_present) as g where g.status = 'active' and g.pinned_weight is null) then
        v_fair := null;   -- they take up the rest
    end if;

    foreach v_entry in array v_added loop
        perform bandit_internal.check_name_free(v_account_id, v_entry.generator_name, null);
    end loop;
    insert into bandit.generator_weights (account_id, generator_name, weight, notes, last_updated)
    select v_account_id, e.generator_name, 0, e.notes, v_now
    from unnest(v_added) as e;

    perform bandit_internal.set_weights(
        v_account_id,
        array(
            select row(w.generator_name, w.weight, format('generators added: %s', (select string_agg(e.generator_name, ', ') from unnest(v_added) as e)), null)::bandit_internal.new_weight
            from bandit_internal.project_weights(
                array(select g.generator_name from unnest(v_present) as g) || array(select e.generator_name from unnest(v_added) as e),
                array(select g.weight from unnest(v_present) as g) || array(select 0::numeric from unnest(v_added)),
                array(select case when g.pinned_weight is not null or g.status = 'testing' then g.weight end from unnest(v_present) as g)
                    || array(select coalesce(e.weight, v_fair) from unnest(v_added) as e),
                v_min_weight
            ) as w
            where cardinality(v_added) > 0
        ),
        v_actor, null, v_now
    );

    return query
    select g.generator_name, g.weight::numeric
    from bandit.generator_weights as g
    join unnest(v_added) as e on e.generator_name = g.generator_name
    where g.account_id = v_account_id
    order by g.generator_name collate "C";
    for v_entry in select * from unnest(v_added) loop
        perform bandit_internal.log_event(v_account_id, v_now, 'generator_added', v_actor, format('%s added', v_entry.generator_name), '{}', v_entry.generator_name);
    end loop;
end
$function$;

comment on function bandit.add_generators(jsonb, timestamptz, bigint) is
    'Adds generators and rescales the others; returns the weight (0 to 1) of each: the given one, else new_generator_weight or an equal share, whichever is smaller. If no other weight is free, they share the rest. Bad entry: WT004. Existing name: WT007. No room: WT012.';

revoke all on function bandit.add_generators(jsonb, timestamptz, bigint) from public;
grant execute on function bandit.add_generators(jsonb, timestamptz, bigint) to bandit_operator;
