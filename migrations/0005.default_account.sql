-- depends: 0004.decisions
-- The account that every call means when it names none.

insert into bandit.accounts (handle) values ('default');

insert into bandit.account_settings (account_id)
select account_id
from bandit.accounts
where handle = 'default';

insert into bandit.generator_weights (account_id, generator_name, weight)
select a.account_id, d.generator_name, d.weight
from bandit.accounts as a
cross join bandit.default_generators as d
where a.handle = 'default';
