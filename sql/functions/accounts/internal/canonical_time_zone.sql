-- canonical_time_zone: the name of a time zone as the time zone database has it.
--
-- PostgreSQL also takes abbreviations, which know no daylight saving time, and POSIX forms, where UTC+3 lies three hours
-- west of Greenwich: hardly anybody who writes that means it.

create or replace function bandit_internal.canonical_time_zone(
    p_name text   -- name of a time zone in any case; null: null
) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_key    text := lower(left(p_name, 100) collate "C");   -- no name is that long
    v_name   text;
    v_offset interval;
begin
    select n.name
    into v_name
    from pg_timezone_names as n
    where lower(n.name collate "C") = v_key
      and n.name not in ('localtime', 'posixrules', 'Factory')
    order by n.name = p_name desc, n.name collate "C"
    limit 1;

    if not found and p_name is not null then
        v_offset := bandit_internal.zone_offset(p_name);
        raise exception '% is not a value for time_zone', bandit_internal.quote_start(p_name)
            using errcode = 'WT006',
                  detail  = case when v_offset is null then 'there is no time zone of this name' else 'an offset is not a name, and POSIX counts + to the west' end,
                  hint    = format('use a name of pg_timezone_names, such as %s', coalesce(bandit_internal.nearest_time_zones(p_name, v_offset), 'Europe/Berlin'));
    end if;
    return v_name;
end
$function$;

comment on function bandit_internal.canonical_time_zone(text) is
    'Returns the name of a time zone in the spelling of pg_timezone_names. Not in it: WT006, with the names of zones of the same offset or a similar name. Internal.';

revoke all on function bandit_internal.canonical_time_zone(text) from public;
