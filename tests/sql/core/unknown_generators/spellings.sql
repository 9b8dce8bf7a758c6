-- tests/sql/core/unknown_generators/spellings.sql: names that mean no generator, one spelling each.
begin;
select plan(6);

select bandit.create_account('names', p_generators => '["alpha", "my_persona"]') \gset
set local bandit.account = 'names';
select bandit.rename_generator('alpha', 'omega') \gset
select results_eq($$select * from bandit.unknown_generators('["Alpha", "OMEGA", "My Persona", "new_one", "New One", "Ω", null, "other"]')$$, array['New One', 'other', 'Ω'], 'former names are known');
select is_empty($$select * from bandit.unknown_generators('[]')$$, 'none');
select throws_ok($$select * from bandit.unknown_generators('"a"')$$, 'WT004', 'names must be a JSON array', 'no array');
select throws_ok($$select * from bandit.unknown_generators(null)$$, 'WT004', 'names must be a JSON array', 'null');
select throws_ok($$select * from bandit.unknown_generators('[]', -1)$$, 'WT001', null, 'an unknown account');
select results_eq($$select * from bandit.unknown_generators('["", "?"]')$$, array[''], 'texts without a letter mean none');

select * from finish();
rollback;
