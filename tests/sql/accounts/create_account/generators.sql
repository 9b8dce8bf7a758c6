-- tests/sql/accounts/create_account/generators.sql: an account has the generators that were asked for, and no other.
begin;
select plan(24);

prepare weights(text) as
select g.generator_name, g.weight::numeric, g.notes
from bandit.generator_weights as g
where g.account_id = bandit.account_id($1)
order by g.weight desc, g.generator_name collate "C";

select bandit.create_account('three', p_generators => '["alpha", "beta", "gammaRay"]') as three \gset
select results_eq($$execute weights('three')$$, $$values ('alpha', 0.3334, null), ('beta', 0.3333, null), ('gammaRay', 0.3333, null)$$, 'names alone: equal shares');
select is(array_agg(distinct p.generator_name order by p.generator_name), array['alpha', 'beta', 'gammaRay'], 'it can choose them at once') from bandit.list_propensities(:three) as p;
select is(c.generator_name, 'alpha', 'and does') from bandit.choose_generator(p_u => 0, p_account_id => :three) as c;
select is(count(*), 0::bigint, 'there is no row of another one') from bandit.generator_propensities as p where p.account_id = :three and p.generator_name not in ('alpha', 'beta', 'gammaRay');

select bandit.create_account('weighted', p_generators => '[{"name": "My Persona 3", "weight": 0.5, "notes": "calm"}, {"name": "b", "weight": "0.3"}, {"name": "c", "weight": 0.2}]') \gset
select results_eq($$execute weights('weighted')$$, $$values ('My Persona 3', 0.5, 'calm'), ('b', 0.3, null), ('c', 0.2, null)$$, 'with weights and notes');
select bandit.create_account('partly', p_generators => '[{"name": "a", "weight": 0.5}, "b", "c"]') \gset
select results_eq($$execute weights('partly')$$, $$values ('a', 0.5, null), ('b', 0.25, null), ('c', 0.25, null)$$, 'the rest is shared by those without a weight');
select bandit.create_account('thirds', p_generators => '[{"name": "a", "weight": 0.333}, {"name": "b", "weight": 0.333}, {"name": "c", "weight": 0.333}]') \gset
select results_eq($$execute weights('thirds')$$, $$values ('a', 0.3334, null), ('b', 0.3333, null), ('c', 0.3333, null)$$, 'rounded thirds');
select bandit.create_account('one', p_generators => '["only"]') \gset
select results_eq($$execute weights('one')$$, $$values ('only', 1.0, null)$$, 'one has all');

select bandit.create_account('none', p_generators => '[]') as none \gset
select is_empty($$execute weights('none')$$, 'an empty list: none');
select throws_ok($$select * from bandit.choose_generator(p_account_id => bandit.account_id('none'))$$, 'WT101', null, 'which cannot choose yet');
select bandit.add_generator('first', p_account_id => :none) \gset
select results_eq($$execute weights('none')$$, $$values ('first', 1.0, null)$$, 'until one is added');
set constraints all immediate;

select throws_ok(format('select bandit.create_account(%L, p_generators => %L)', 'refused', r.generators), r.code, r.message, r.generators)
from (values
    ('{"a": 1}', 'WT004', 'generators must be a JSON array'),
    ('null', 'WT004', 'generators must be a JSON array'),
    ('[7]', 'WT004', 'an entry is not a generator'),
    ('[{"name": "a", "wieght": 1}]', 'WT004', 'an entry is not a generator'),
    ('[{"weight": 1}]', 'WT004', 'null is not a generator''s name'),
    ('["a/b"]', 'WT004', '''a/b'' is not a generator''s name'),
    ('[{"name": "a", "weight": "much"}, "b"]', 'WT004', '''much'' is not a weight'),
    ('[{"name": "a", "weight": 0.4}, {"name": "b", "weight": 0.4}]', 'WT004', 'the weights of the generators must sum to 1'),
    ('[{"name": "a", "weight": 1}, "b"]', 'WT004', 'the weights of the generators must sum to 1'),
    ('[{"name": "a", "weight": 0.01}, {"name": "b", "weight": 0.99}]', 'WT004', '0.0100 is not a weight'),
    ('["data_nerd", "dataNerd"]', 'WT007', 'two generators have the same name')
) as r (generators, code, message);
select throws_ok(format('select bandit.create_account(%L, p_generators => %L)', 'refused', (select jsonb_agg('g' || n) from generate_series(1, 51) as n)), 'WT012', '51 generators are too many for the floor of the weights', 'more than the floor allows');
select is(count(*), 0::bigint, 'nothing is left behind') from bandit.accounts where handle = 'refused';

select * from finish();
rollback;
