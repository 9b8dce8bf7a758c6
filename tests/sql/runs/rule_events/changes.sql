-- tests/sql/runs/rule_events/changes.sql: viral and failing are logged when they begin and when they end.
begin;
select plan(8);

select is(string_agg(k.kind, ' ' order by k.kind), c.kinds, format('%s, then %s', coalesce(c.before, 'nothing'), c.rule))
from (values
    (null, 'failing', 'failing'), ('failing', 'failing', null), ('failing', 'posterior', 'failing_ended'), ('failing', 'viral', 'failing_ended viral'),
    ('posterior', 'viral', 'viral'), ('viral', 'blended', 'viral_ended'), ('failing', 'pinned', null), (null, 'posterior', null)
) as c (before, rule, kinds)
left join lateral bandit_internal.rule_events(c.before, c.rule) as k on true
group by c.before, c.rule, c.kinds;

select * from finish();
rollback;
