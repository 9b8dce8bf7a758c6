-- stg_generator_exposures: the exposure of each generator between two counts.

create or replace view bandit_internal.stg_generator_exposures as
select
    account_id,
    until_at,
    generator_name,
    exposure_1k,
    squares
from bandit.generator_exposures;

comment on view bandit_internal.stg_generator_exposures is
    'Exposure of the generators of all accounts whose followers are expected in each six hours, up to eight days ago.';

grant select on bandit_internal.stg_generator_exposures to bandit_operator, bandit_reader;
