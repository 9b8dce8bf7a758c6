-- tests/sql/weights/check_weights/refused.sql: weights are an object of known generators that sum to 1.
begin;
select plan(12);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.5, "dataNerd": 0.5}') \gset
select is(bandit_internal.check_weights(:account_id, '{"a": 0.4, "Data Nerd": 0.6}'), '{"a": 0.4, "dataNerd": 0.6}', 'names become canonical');
select is(bandit_internal.check_weights(:account_id, '{"a": 1, "dataNerd": 0}'), '{"a": 1, "dataNerd": 0}', 'nothing for one');
select lives_ok(format('select bandit_internal.check_weights(%s, %L)', :account_id, '{"a": 0.9995}'), 'rounding is no matter');
select throws_ok(format('select bandit_internal.check_weights(%s, %L)', :account_id, w), 'WT004', 'p_weights is not a valid set of weights', w)
from unnest(array['{}', '[]', '1', '{"a": 0.9}', '{"a": 1.2, "dataNerd": -0.2}', '{"a": "1"}', '{"a": null}', '{"a": {"b": 1}}']) as w;
select throws_ok(format('select bandit_internal.check_weights(%s, %L)', :account_id, '{"z": 1}'), 'WT002', null, 'an unknown generator');

select * from finish();
rollback;
