-- stg_aliases: former names of generators.

create or replace view bandit_internal.stg_aliases as
select
    account_id,
    alias,
    generator_name
from bandit.generator_aliases;

comment on view bandit_internal.stg_aliases is 'Former names of the generators of all accounts.';

grant select on bandit_internal.stg_aliases to bandit_operator, bandit_reader;
