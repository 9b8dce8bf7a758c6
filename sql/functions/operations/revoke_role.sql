-- revoke_role: takes a role from a login, with the rights of the caller (see grant_role).

create or replace function bandit.revoke_role(
    p_role  text,   -- bot, operator or reader
    p_login text    -- the login, or a group of logins
) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_role text := bandit_internal.member_role(p_role, p_login);
begin
    if not exists (select 1 from bandit_internal.stg_role_members as m where m.role = p_role and m.login = p_login) then
        return false;
    end if;
    execute format('revoke %I from %I', v_role, p_login);
    return true;
end
$function$;

comment on function bandit.revoke_role(text, text) is
    'Revokes bot, operator or reader from a login; returns false if the login does not have it. The caller needs the admin option. Unknown role or login: WT004.';

revoke all on function bandit.revoke_role(text, text) from public;
grant execute on function bandit.revoke_role(text, text) to bandit_operator;
