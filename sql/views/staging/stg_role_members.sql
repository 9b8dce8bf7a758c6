-- stg_role_members: members of our roles, from the catalogue.

create or replace view bandit_internal.stg_role_members as
select
    substr(r.rolname, length('bandit_') + 1) as role,
    l.rolname::text as login,
    l.rolcanlogin as can_log_in,
    m.admin_option as may_grant
from pg_catalog.pg_auth_members as m
join pg_catalog.pg_roles as r on r.oid = m.roleid
join pg_catalog.pg_roles as l on l.oid = m.member
where r.rolname in ('bandit_owner', 'bandit_bot', 'bandit_operator', 'bandit_reader');

comment on view bandit_internal.stg_role_members is 'Direct members of owner, bot, operator and reader; may_grant: has the admin option.';

grant select on bandit_internal.stg_role_members to bandit_operator, bandit_reader;
