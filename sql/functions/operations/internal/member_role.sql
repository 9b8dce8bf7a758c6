-- member_role: the role of the cluster that a short name stands for; checks that the login exists.

create or replace function bandit_internal.member_role(
    p_role  text,   -- bot, operator or reader
    p_login text    -- a role of the cluster that is not one of ours
) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    if p_role is null or p_role not in ('bot', 'operator', 'reader') then
        raise exception 'there is no role %', coalesce(quote_literal(p_role), 'without a name')
            using errcode = 'WT004', detail = 'known roles: bot, operator, reader', hint = 'use one of these roles';
    end if;
    if not exists (select 1 from pg_roles as r where r.rolname = p_login and r.rolname !~ '^(pg_|bandit_(owner|bot|operator|reader)$)') then
        raise exception 'there is no login %', coalesce(quote_literal(p_login), 'without a name')
            using errcode = 'WT004',
                  detail  = format('known logins: %s', (select string_agg(r.rolname, ', ' order by r.rolname) from pg_roles as r where r.rolcanlogin)),
                  hint    = 'create it with: create role ... login';
    end if;
    return 'bandit_' || p_role;
end
$function$;

comment on function bandit_internal.member_role(text, text) is
    'Returns bandit_bot, bandit_operator or bandit_reader for bot, operator or reader. Unknown role or login: WT004.';

revoke all on function bandit_internal.member_role(text, text) from public;
grant execute on function bandit_internal.member_role(text, text) to bandit_operator;
