-- role_members: who has which role.

create or replace view bandit.role_members as
select
    role,
    login,
    can_log_in,
    may_grant
from bandit_internal.stg_role_members
order by role collate "C", login collate "C";

comment on view bandit.role_members is
    'Direct members of owner, bot, operator and reader; may_grant: has the admin option. grant_role(role, login) and revoke_role(role, login) change them.';

grant select on bandit.role_members to bandit_operator, bandit_reader;
