-- tests/sql/choice/choose_generator/bucket_edges.sql: lower edge <= u < upper edge, over names in byte order.
begin;
select plan(37);

set local bandit.account = 'edges';
select bandit.create_account('edges') as account_id \gset

-- Each bucket of the default weights: its lower edge, and the largest double under its upper edge.
select is(c.generator_name, e.generator_name, format('u = %s is %s', e.u, e.generator_name))
from (values
    (0.0::double precision, 'coach'), (0.07999999999999999, 'coach'),
    (0.08, 'contrarian'), (0.11999999999999998, 'contrarian'),
    (0.12, 'dataNerd'), (0.21999999999999997, 'dataNerd'),
    (0.22, 'explorer'), (0.23999999999999996, 'explorer'),
    (0.24, 'humanVoice'), (0.38999999999999996, 'humanVoice'),
    (0.39, 'interesting'), (0.48999999999999994, 'interesting'),
    (0.49, 'mythBuster'), (0.5899999999999999, 'mythBuster'),
    (0.59, 'newsReporter'), (0.7099999999999999, 'newsReporter'),
    (0.71, 'philosopher'), (0.7299999999999999, 'philosopher'),
    (0.73, 'provocateur'), (0.8299999999999998, 'provocateur'),
    (0.83, 'storyteller'), (0.9499999999999998, 'storyteller'),
    (0.95, 'thoughtLeader'), (0.9999999999999999, 'thoughtLeader')
) as e (u, generator_name)
cross join lateral bandit.choose_generator(p_arm => 'control', p_u => e.u) as c;

select is(count(c.decision_id)::numeric, round(100 * g.weight), format('an even grid of 100 draws gives %s exactly its weight', g.generator_name))
from bandit.generator_weights as g
left join (
    select c.*
    from generate_series(0, 99) as n
    cross join lateral bandit.choose_generator(p_arm => 'control', p_u => (n + 0.5) / 100) as c
) as c using (generator_name)
where g.account_id = :account_id
group by g.generator_name, g.weight;

-- Byte by byte capitals come before small letters, in a dictionary after them: dataZoo before datanerd. A weight of 0.0001 has edges too.
delete from bandit.content_metadata where account_id = :account_id;
delete from bandit.generator_weights where account_id = :account_id;
insert into bandit.generator_weights (account_id, generator_name, weight) values (:account_id, 'datanerd', 0.9999), (:account_id, 'dataZoo', 0.0001);
select is(
    (select string_agg(c.generator_name, ', ' order by e.u) from (values (0.00009999::double precision), (0.0001)) as e (u), lateral bandit.choose_generator(p_arm => 'control', p_u => e.u) as c),
    'dataZoo, datanerd', 'a bucket of 0.0001, and byte order'
);

select * from finish();
rollback;
