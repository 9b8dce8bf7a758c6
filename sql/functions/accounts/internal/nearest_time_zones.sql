-- nearest_time_zones: names of time zones to suggest for a text that is none.

create or replace function bandit_internal.nearest_time_zones(
    p_name   text,      -- the text
    p_offset interval   -- the offset that it stands for; null: none
) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        select string_agg(n.name, ', ' order by n.place, n.name collate "C")
        from (
            select z.name, row_number() over (order by z.name ~ '^(UTC$|Etc/GMT[+-])' desc, z.likeness desc, z.name collate "C") as place
            from (
                select t.name, bandit_internal.name_similarity(t.name, p_name) as likeness
                from pg_timezone_names as t
                where (t.utc_offset = p_offset or p_offset is null)
                  and t.name ~ '^(UTC|Etc/GMT[+-][1-9][0-9]*|(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+)$'
                  and (p_offset is not null or t.name !~ '^Etc/')
            ) as z
            order by place
            limit 4
        ) as n
    );
end
$function$;

comment on function bandit_internal.nearest_time_zones(text, interval) is
    'Returns up to four names of time zones, comma-separated: those with an offset, or with the most similar names. NULL: no zone has the offset. Internal.';

revoke all on function bandit_internal.nearest_time_zones(text, interval) from public;
