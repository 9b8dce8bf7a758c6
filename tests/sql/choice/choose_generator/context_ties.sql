-- tests/sql/choice/choose_generator/context_ties.sql: of contexts that are equally precise the first by topic, then by format, in byte order is used.
begin;
select plan(8);

set local bandit.account = 'ties';
set local bandit.fake_now = '2026-06-01 07:00+00';
select bandit.create_account('ties') as account_id \gset
select count(*) from bandit.end_arm('variant_a', 'test') as a, bandit.end_arm('variant_b', 'test') as b \gset

-- The contexts as given, numbered in this order, each with a generator of its own: coach, contrarian, dataNerd, explorer.
create function pg_temp.used(p_contexts jsonb, p_post jsonb) returns text language plpgsql as $$
begin
    perform bandit_internal.set_contexts(bandit.account_id('ties'), null);
    insert into bandit.contexts (account_id, context_number, topic, format, daypart)
    select bandit.account_id('ties'), c.place, c.fixed ->> 'topic', c.fixed ->> 'format', (c.fixed ->> 'daypart')::integer from jsonb_array_elements(p_contexts) with ordinality as c (fixed, place);
    insert into bandit.context_weights (account_id, context_number, generator_name, weight)
    select g.account_id, c.place, g.generator_name, case g.generator_name when ('{coach,contrarian,dataNerd,explorer}'::text[])[c.place] then 0.78 else 0.02 end
    from jsonb_array_elements(p_contexts) with ordinality as c (fixed, place)
    join bandit.generator_weights as g on g.account_id = bandit.account_id('ties');
    perform bandit_internal.refresh_propensities(bandit.account_id('ties'));
    return (select min(c.generator_name) from bandit.choose_generator(p_u => 0.4, p_context => p_post) as c where c.weight = 0.78);
end $$;

select is(pg_temp.used('[{"format": "thread"}, {"topic": "sleep"}]', '{"topic": "sleep", "format": "thread"}'), 'contrarian', 'a topic before a format');
select is(pg_temp.used('[{"topic": "sleep"}, {"format": "thread"}]', '{"topic": "sleep", "format": "thread"}'), 'coach', 'whatever their numbers');
select is(pg_temp.used('[{"daypart": 1}, {"format": "thread"}]', '{"format": "thread"}'), 'contrarian', 'a format before a daypart');
select is(pg_temp.used('[{"daypart": 1}, {"topic": "sleep"}]', '{"topic": "sleep"}'), 'contrarian', 'a topic before a daypart');
select is(pg_temp.used('[{"topic": "sleep", "daypart": 1}, {"topic": "sleep", "format": "thread"}]', '{"topic": "sleep", "format": "thread"}'), 'contrarian', 'with the same topic, a format before a daypart');
select is(pg_temp.used('[{"topic": "sleep", "format": "thread"}, {"topic": "sleep", "daypart": 1}]', '{"topic": "sleep", "format": "thread"}'), 'coach', 'whatever their numbers');
select is(pg_temp.used('[{"format": "thread", "daypart": 1}, {"topic": "sleep", "daypart": 1}, {"topic": "sleep", "format": "thread"}]', '{"topic": "sleep", "format": "thread"}'), 'dataNerd', 'of three pairs that of topic and format');
select is(pg_temp.used('[{"topic": "sleep", "format": "thread"}, {"topic": "sleep", "format": "thread", "daypart": 1}]', '{"topic": "sleep", "format": "thread"}'), 'contrarian', 'after how precise they are');

select * from finish();
rollback;
