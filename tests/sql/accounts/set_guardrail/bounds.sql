-- tests/sql/accounts/set_guardrail/bounds.sql: guardrails are set, changed and removed.
begin;
select plan(24);

select bandit.create_account('test') as account_id \gset
set local bandit.account = 'test';
create function pg_temp.all_of(p_metric text, p_kind text, p_bound numeric) returns text language sql as $$
    select string_agg(format('%s %s %s', g.metric, g.kind, g.bound), ', ') from bandit.set_guardrail(p_metric, p_kind, p_bound) as g
$$;
select is(pg_temp.all_of('replies', 'min', 0.5), 'replies min 0.5', 'a lower bound');
select is(pg_temp.all_of('Replies', 'max', 2), 'replies max 2, replies min 0.5', 'an upper one, in any spelling');
select is(pg_temp.all_of('replies', 'min', 1), 'replies max 2, replies min 1', 'changed');
select is(pg_temp.all_of('extra.signUps', 'min', 0.01), 'extra.signUps min 0.01, replies max 2, replies min 1', 'of a number of one''s own');
select is(pg_temp.all_of('replies', 'max', null), 'extra.signUps min 0.01, replies min 1', 'one removed');
select is(pg_temp.all_of('replies', null, null), 'extra.signUps min 0.01', 'all of a metric removed');
select is(pg_temp.all_of('replies', null, null), 'extra.signUps min 0.01', 'again, without effect');
select is(array_agg(e.message order by e.event_id), '{"guardrail replies changed from none to min 0.5","guardrail replies changed from min 0.5 to min 0.5 and max 2","guardrail replies changed from min 0.5 and max 2 to min 1 and max 2","guardrail extra.signUps changed from none to min 0.01","guardrail replies changed from min 1 and max 2 to min 1","guardrail replies changed from min 1 to none"}', 'each change is logged')
from bandit_internal.stg_events as e where e.account_id = :account_id and e.kind = 'setting';

select throws_ok(format('select * from bandit.set_guardrail(%L, %L, %L)', metric, kind, bound), 'WT004', message, format('%s %s %s', metric, kind, bound))
from (values
    (null, 'min', '1', 'null is not a metric of a guardrail'), ('', 'min', '1', ''''' is not a metric of a guardrail'), ('joy', 'min', '1', '''joy'' is not a metric of a guardrail'),
    ('likes + replies', 'min', '1', '''likes + replies'' is not a metric of a guardrail'), ('2*likes', 'min', '1', '''2*likes'' is not a metric of a guardrail'),
    ('likes per post', 'min', '1', '''likes per post'' is not a metric of a guardrail'), ('impressions', 'min', '1', '''impressions'' is not a metric of a guardrail'),
    ('likes', 'least', '1', '''least'' is not a kind of guardrail'), ('likes', null, '1', 'null is not a kind of guardrail'),
    ('likes', 'min', '-0.1', '-0.1 is not a bound'), ('likes', 'min', '1000001', '1000001 is not a bound'), ('likes', 'min', 'NaN', 'NaN is not a bound'), ('likes', 'max', 'Infinity', 'Infinity is not a bound')
) as t (metric, kind, bound, message);
select count(*) from bandit.set_guardrail('likes', 'max', 2) \gset
select throws_ok($$select * from bandit.set_guardrail('likes', 'min', 2.5)$$, 'WT004', 'the guardrails of likes exclude each other', 'min is not above max');
select is(pg_temp.all_of('likes', 'min', 2), 'extra.signUps min 0.01, likes max 2, likes min 2', 'but equal');
select throws_ok($$select * from bandit.set_guardrail('likes', 'min', 1, p_account_id => -1)$$, 'WT001', null, 'an unknown account');

select * from finish();
rollback;
