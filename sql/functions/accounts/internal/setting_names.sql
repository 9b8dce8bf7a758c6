-- setting_names: the settings there are, for error messages and help.

create or replace function bandit_internal.setting_names()
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        select string_agg(a.attname, ', ' order by a.attnum)
        from pg_attribute as a
        where a.attrelid = 'bandit.account_settings'::regclass
          and a.attnum > 0
          and not a.attisdropped
          and a.attname <> 'account_id'
    );
end
$function$;

comment on function bandit_internal.setting_names() is 'Returns the names of all settings in the order of their columns, separated by commas.';

revoke all on function bandit_internal.setting_names() from public;
