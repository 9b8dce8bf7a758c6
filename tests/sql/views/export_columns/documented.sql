-- tests/sql/views/export_columns/documented.sql: every column of every export is listed once, with its meaning.
begin;
select plan(2);

select results_eq($$
    select c.export, c.column_name
    from bandit.export_columns as c
    order by c.export, c.place$$, $$
    select replace(i.table_name, 'exported_', '')::text, i.column_name::text
    from information_schema.columns as i
    where i.table_schema = 'bandit' and i.table_name like 'exported\_%'
    order by i.table_name::text, i.ordinal_position$$, 'every column, in order');
select is_empty($$select c.column_name from bandit.export_columns as c where c.description is null$$, 'with its meaning');

select * from finish();
rollback;
