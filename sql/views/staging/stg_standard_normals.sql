-- stg_standard_normals: fixed draws of standard normals.

create or replace view bandit_internal.stg_standard_normals as
select
    series,
    draws
from bandit.standard_normals;

comment on view bandit_internal.stg_standard_normals is 'Series 0 to 255 of 400 standard normals.';

grant select on bandit_internal.stg_standard_normals to bandit_operator, bandit_reader;
