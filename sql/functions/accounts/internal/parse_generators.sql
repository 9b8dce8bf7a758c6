-- parse_generators: the generators that a caller lists, checked.

create or replace function bandit_internal.parse_generators(
    p_generators jsonb   -- array of names or of objects {name, weight, notes}
) returns bandit_internal.generator_entry[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_entries bandit_internal.generator_entry[] := array[]::bandit_internal.generator_entry[];
    v_entry   jsonb;
    v_weight  text;
    v_twins   text;
begin
    if jsonb_typeof(p_generators) is distinct from 'array' then
        raise exception 'generators must be a JSON array'
            using errcode = 'WT004',
                  detail  = format('it is %s', coalesce('a JSON ' || jsonb_typeof(p_generators), 'null')),
                  hint    = 'pass names or objects, such as ["alpha", {"name": "beta", "weight": 0.3, "notes": "calm"}]';
    end if;

    for v_entry in select e.entry from jsonb_array_elements(p_generators) as e (entry) loop
        if jsonb_typeof(v_entry) = 'string' then
            v_entry := jsonb_build_object('name', v_entry);
        end if;
        if jsonb_typeof(v_entry) <> 'object' or v_entry - array['name', 'weight', 'notes'] <> '{}' then
            raise exception 'an entry is not a generator'
                using errcode = 'WT004', detail = left(v_entry::text, 100), hint = 'an entry is a name, or an object with name, weight and notes';
        end if;
        perform bandit_internal.check_name(v_entry ->> 'name');
        v_weight := v_entry ->> 'weight';
        if v_weight !~ '^\s*[0-9]*\.?[0-9]+\s*$' or v_weight::numeric not between 0.0001 and 1 then
            raise exception '% is not a weight', bandit_internal.quote_start(v_weight)
                using errcode = 'WT004', detail = format('the weight of %s', v_entry ->> 'name'), hint = 'a weight is a probability, above 0 and up to 1';
        end if;
        v_entries := v_entries || row(v_entry ->> 'name', round(v_weight::numeric, 4), v_entry ->> 'notes')::bandit_internal.generator_entry;
    end loop;

    select string_agg(e.generator_name, ', ')
    into v_twins
    from unnest(v_entries) as e
    group by bandit_internal.generator_key(e.generator_name)
    having count(*) > 1
    limit 1;
    if v_twins is not null then
        raise exception 'two generators have the same name'
            using errcode = 'WT007', detail = v_twins, hint = 'names are compared without regard to case, spaces and the characters _ . -';
    end if;
    return v_entries;
end
$function$;

comment on function bandit_internal.parse_generators(jsonb) is
    'Returns the listed generators. Not an array, an unknown key, or an invalid name or weight: WT004. Two names that match: WT007. Internal.';

revoke all on function bandit_internal.parse_generators(jsonb) from public;
