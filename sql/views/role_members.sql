-- role_members: who has which role.

create or replace view bandit.role_members as
select m.role, m.login, m.can_log_in, m.may_grant
from bandit_internal.stg_role_members as m
order by m.role collate "C", m.login collate "C";

comment on view bandit.role_members is
    'Direct members of owner, bot, operator and reader; may_grant: has the admin option. grant_role(role, login) and revoke_role(role, login) change them.';

grant select on bandit.role_members to bandit_operator, bandit_reader;
