-- cron_table: a table of pg_cron, if pg_cron is in this database and the caller may use its schema.

create or replace function bandit_internal.cron_table(
    p_name text   -- name of the table, such as job
) returns regclass
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    if has_schema_privilege(to_regnamespace('cron')::oid, 'usage') then
        return to_regclass(format('cron.%I', p_name));
    end if;
    return null;
end
$function$;

comment on function bandit_internal.cron_table(text) is
    'Returns a table of pg_cron; NULL if pg_cron is not in this database or the caller may not use its schema.';

revoke all on function bandit_internal.cron_table(text) from public;
grant execute on function bandit_internal.cron_table(text) to bandit_operator, bandit_reader;
