-- depends: 0020.explained
-- A call may name its account by a former handle.

alter table bandit.accounts add column former_handles text [] not null default '{}';
comment on column bandit.accounts.former_handles is 'Former handles of the renamed account: they are still understood, unless another account has taken them.';

create index accounts_former_handles_idx on bandit.accounts using gin (former_handles);
comment on index bandit.accounts_former_handles_idx is 'Finds the account of a former handle.';
