-- tests/sql/ingest/merge_metrics/newest.sql: the newest known value of each metric.
begin;
select plan(9);

create function pg_temp.metrics(p_fields jsonb) returns bandit_internal.metrics language sql as $$
    select jsonb_populate_record(null::bandit_internal.metrics, p_fields)
$$;
create function pg_temp.merged(p_older jsonb, p_newer jsonb) returns jsonb language sql as $$
    select jsonb_strip_nulls(to_jsonb(bandit_internal.merge_metrics(pg_temp.metrics(p_older), pg_temp.metrics(p_newer))))
$$;
create temp table counts as
select jsonb_object_agg(c.name, c.place) as older, jsonb_object_agg(c.name, c.place + 100) as newer
from unnest(bandit_internal.count_names()) with ordinality as c (name, place);

select is(pg_temp.merged(older, newer), newer, 'newer counts replace older ones') from counts;
select is(pg_temp.merged(older, '{"likes": null}'), older, 'a count that was not measured replaces nothing') from counts;
select is(to_jsonb(bandit_internal.merge_metrics(null, pg_temp.metrics(newer))), to_jsonb(pg_temp.metrics(newer)), 'there may be no older reading') from counts;
select is(to_jsonb(bandit_internal.merge_metrics(pg_temp.metrics(older), null)), to_jsonb(pg_temp.metrics(older)), 'or no newer one') from counts;

select is(pg_temp.merged('{"extra": {"a": 1, "b": 1}}', '{"extra": {"b": 2, "c": null}}'), '{"extra": {"a": 1, "b": 2}}', 'other values are merged by name');
select is(pg_temp.merged('{"followers_gained": 2, "followers_source": "attributed"}', '{"followers_gained": 1, "followers_source": "reported"}'), '{"followers_gained": 1, "followers_source": "reported"}', 'reported followers replace attributed ones');
select is(pg_temp.merged('{"followers_gained": 2, "followers_source": "reported"}', '{"followers_gained": 1, "followers_source": "attributed"}'), '{"followers_gained": 2, "followers_source": "reported"}', 'attributed followers do not replace reported ones');
select is(pg_temp.merged('{"followers_gained": 2, "followers_source": "reported"}', '{"followers_gained": 1, "followers_source": "reported"}'), '{"followers_gained": 1, "followers_source": "reported"}', 'a newer report replaces an older one');
select is(pg_temp.merged('{"followers_gained": 2, "followers_source": "reported"}', '{"likes": 1}'), '{"likes": 1, "followers_gained": 2, "followers_source": "reported"}', 'a reading without followers keeps them');

select * from finish();
rollback;
