-- tests/sql/schema/measured.sql: not measured is NULL, never 0: no measured column has a default or refuses NULL.
begin;
select plan(3);

create temp view measured as
select c.oid::regclass::text || '.' || a.attname as name, a.atthasdef, a.attnotnull
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and c.relkind in ('r', 'p')
  and (col_description(c.oid, a.attnum) ~* 'not measured'
       or a.attname ~ '^(likes|retweets|replies|quotes|bookmarks|views|impressions|engagements|.*_clicks|followers_.*|avg_.*|total_.*)$'
       or (c.relname = 'outcomes' and a.atttypid in ('bigint'::regtype, 'integer'::regtype, 'numeric'::regtype) and a.attname not in ('account_id')));
create temp view invented as select name from measured where atthasdef or attnotnull;

select cmp_ok(count(*), '>=', 16::bigint, 'the measured columns are found at all') from measured;
select is_empty('table invented', 'no measured column invents a number');

create table bandit.bad_outcomes (likes bigint default 0, views bigint not null, followers_gained numeric, shares bigint default 0);
comment on column bandit.bad_outcomes.shares is 'Shares, a count; null: not measured.';
select set_eq('table invented', $$values ('bandit.bad_outcomes.likes'), ('bandit.bad_outcomes.views'), ('bandit.bad_outcomes.shares')$$, 'the check finds those that do');

select * from finish();
rollback;
