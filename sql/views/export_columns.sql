-- export_columns: the columns of each export, in order.

create or replace view bandit.export_columns as
select
    replace(c.relname::text, 'exported_', '') as export,
    a.attnum::integer as place,
    a.attname::text as column_name,
    replace(format_type(a.atttypid, a.atttypmod), '"', '') as data_type,
    d.description
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid
left join pg_description as d
    on d.objoid = c.oid
   and d.classoid = c.tableoid
   and d.objsubid = a.attnum
where c.relnamespace = 'bandit'::regnamespace
  and c.relname in ('exported_decisions', 'exported_weights', 'exported_changes')
  and a.attnum > 0
order by export, place;

comment on view bandit.export_columns is
    'Columns of the exports decisions, weights and changes (the views exported_*), in order: name, type, and meaning with unit and what NULL says.';

grant select on bandit.export_columns to bandit_operator, bandit_reader;
