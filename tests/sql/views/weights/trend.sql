-- tests/sql/views/weights/trend.sql: the last twelve weights of a generator, oldest first.
begin;
select plan(3);

select bandit.create_account('trend') as account_id \gset
select is(trend, null, 'no change, no line') from bandit.weights where account = 'trend' and generator_name = 'coach';

insert into bandit.weight_changes (account_id, generator_name, old_weight, new_weight, reason, actor, changed_at)
select :account_id, 'coach', 0, weight, 'to see', 'test', '2025-01-01'::timestamptz + day * interval '1 hour'
from unnest(array[0.9, 0.9, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.1, 0.1, 0.1, 0.8]) with ordinality as w (weight, day);
select is(trend, '▁▂▃▄▅▆▇█▁▁▁█', 'twelve changes, the latest last; those before do not count') from bandit.weights where account = 'trend' and generator_name = 'coach';
select is(trend, null, 'each generator has its own') from bandit.weights where account = 'trend' and generator_name = 'dataNerd';

select * from finish();
rollback;
