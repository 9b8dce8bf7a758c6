-- depends: 0011.jobs
-- Names of generators are compared without regard to case by the rules of no language: in Turkish, I is not the capital of i.

drop index bandit.generator_weights_name_key;
create unique index generator_weights_name_key on bandit.generator_weights (account_id, lower(generator_name collate "C"));
comment on index bandit.generator_weights_name_key is 'Prevents two generators of an account whose names differ only in case.';
