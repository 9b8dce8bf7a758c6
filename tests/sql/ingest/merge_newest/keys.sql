-- tests/sql/ingest/merge_newest/keys.sql: the newest object that has a key gives its value.
begin;
select plan(3);

select is(bandit_internal.merge_newest(array['{"a": 1}', '{"a": 2, "b": 2}', '{"a": 3, "b": 3, "c": null}']::jsonb[]), '{"a": 1, "b": 2, "c": null}', 'the first that has it');
select is(bandit_internal.merge_newest(array['{}', '{}']::jsonb[]), null, 'nothing in any');
select is(bandit_internal.merge_newest('{}'), null, 'none');

select * from finish();
rollback;
