-- grant_role: makes a login a bot, an operator or a reader.
--
-- It runs with the rights of the caller, so PostgreSQL decides who may call it: superusers, members of the role WITH ADMIN
-- OPTION and, up to PostgreSQL 15, logins with CREATEROLE. Roles belong to the cluster, so the grant holds in all its databases.

create or replace function bandit.grant_role(
    p_role  text,   -- bot, operator or reader
    p_login text    -- the login, or a group of logins
) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_role text := bandit_internal.member_role(p_role, p_login);
begin
    if exists (select 1 from bandit_internal.stg_role_members as m where m.role = p_role and m.login = p_login) then
        return false;
    end if;
    execute format('grant %I to %I', v_role, p_login);
    return true;
end
$function$;

comment on function bandit.grant_role(text, text) is
    'Grants bot, operator or reader to a login; returns false if the login has it already. The caller needs the admin option. Unknown role or login: WT004.';

revoke all on function bandit.grant_role(text, text) from public;
grant execute on function bandit.grant_role(text, text) to bandit_operator;
