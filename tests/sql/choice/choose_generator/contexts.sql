-- tests/sql/choice/choose_generator/contexts.sql: a choice is drawn from the weights of its context, where that has some.
begin;
select plan(17);

set local bandit.account = 'contexts';
set local bandit.fake_now = '2026-06-01 07:00+00';
select bandit.create_account('contexts') as account_id \gset
select count(*) from bandit.end_arm('variant_a', 'test') as a, bandit.end_arm('variant_b', 'test') as b \gset
-- Of the daypart 1 (the morning): coach; on sleep: dataNerd, in the morning as well.
insert into bandit.contexts (account_id, context_number, topic, format, daypart) values (:account_id, 1, null, null, 1), (:account_id, 2, 'sleep', null, null), (:account_id, 3, 'sleep', null, 1);
insert into bandit.context_weights (account_id, context_number, generator_name, weight)
select :account_id, c, g.generator_name, case when g.generator_name = case c when 1 then 'coach' when 2 then 'explorer' else 'dataNerd' end then 0.78 else 0.02 end
from generate_series(1, 3) as c
cross join bandit.generator_weights as g
where g.account_id = :account_id;
select bandit_internal.lock_account(:account_id), bandit_internal.refresh_propensities(:account_id) \gset

create function pg_temp.drawn(p_context jsonb, p_now timestamptz default bandit.clock()) returns text language sql as $$
    select format('%s %s %s', c.generator_name, c.weight, c.propensity) from bandit.choose_generator(p_u => 0.4, p_context => p_context, p_now => p_now) as c
$$;
select is(pg_temp.drawn(null), 'coach 0.7800 0.7800', 'in the morning');
select is(pg_temp.drawn('{"topic": "sleep"}'), 'dataNerd 0.7800 0.7800', 'of sleep, in the morning: the most precise context');
select is(pg_temp.drawn('{"topic": "sleep"}', '2026-06-01 12:00+00'), 'explorer 0.7800 0.7800', 'of sleep, later');
select is(pg_temp.drawn('{"topic": "food", "format": "thread"}'), 'coach 0.7800 0.7800', 'an unknown topic is any');
select is(pg_temp.drawn('{"topic": "food"}', '2026-06-01 12:00+00'), 'interesting 0.1000 0.1000', 'an unknown context falls back to the account''s weights');
select is(c.propensity, 0.7800, 'the decision keeps the propensity') from bandit.content_metadata as c where c.account_id = :account_id and c.generator_name = 'dataNerd';
select bandit.set_setting('time_zone', 'Asia/Tokyo') \gset
select is(pg_temp.drawn(null), 'interesting 0.1000 0.1000', 'the account''s morning: in Tokyo it is 16 o''clock');
select bandit.set_setting('time_zone', 'UTC'), bandit.set_setting('by_context', 'false') \gset
select is(pg_temp.drawn('{"topic": "sleep"}'), 'interesting 0.1000 0.1000', 'switched off');
select bandit.set_setting('by_context', 'true') \gset

-- Arms hold in contexts as well: flatten moves 0.78 to 0.7 x 0.78 + 0.3 / 12.
select count(*) from bandit.set_arm('bold', 0.5, 'flatten', 0.3, 'test') \gset
select is(c.propensity, 0.5710, 'an arm transforms the context''s weights') from bandit.choose_generator(p_u => 0.1, p_arm => 'bold') as c where c.generator_name = 'coach';
select is(array_agg(distinct s.total), array[1.0000], 'all are distributions')
from (select sum(p.propensity) as total from bandit.generator_propensities as p where p.account_id = :account_id group by p.context_number, p.arm) as s;
select is(count(distinct l.generator_name || l.experiment_arm), count(*), 'a bot keeps those without a context') from bandit.list_propensities() as l;

-- Whoever changes a weight does so for every context.
select count(*) from bandit.override_generator('philosopher', 'pin', 0.5, 'test') \gset
select is(count(*), 0::bigint, 'a pin: no context is left') from bandit.contexts as c where c.account_id = :account_id;
select is(c.propensity, 0.5000, 'and it holds') from bandit.choose_generator(p_u => 0.6, p_arm => 'control', p_context => '{"topic": "sleep"}') as c where c.generator_name = 'philosopher';

-- A run replaces what there was.
create function pg_temp.weights(p_weights jsonb) returns bandit_internal.new_weight[] language sql as $$
    select array(select w from jsonb_populate_recordset(null::bandit_internal.new_weight, p_weights) as w)
$$;
select bandit_internal.set_contexts(:account_id, pg_temp.weights('[{"generator_name": "coach", "context_weights": [{"topic": "a", "daypart": 2, "weight": 0.6}, {"format": "b", "weight": 1}]}, {"generator_name": "explorer", "context_weights": [{"topic": "a", "daypart": 2, "weight": 0.4}]}]')) \gset
select results_eq(format('select c.topic, c.format, c.daypart, w.generator_name, w.weight from bandit.contexts as c join bandit.context_weights as w using (account_id, context_number) where c.account_id = %s order by 1, 2, 4', :account_id),
    $$values ('a', null, 2, 'coach', 0.6), ('a', null, 2, 'explorer', 0.4), (null, 'b', null, 'coach', 1)$$, 'a row a context');
select bandit_internal.set_contexts(:account_id, pg_temp.weights('[{"generator_name": "coach"}, {"generator_name": "explorer"}]')) \gset
select is(count(*), 0::bigint, 'a policy without contexts leaves none') from bandit.contexts as c where c.account_id = :account_id;
select is(count(*), 0::bigint, 'nor weights') from bandit.context_weights as w where w.account_id = :account_id;
select throws_ok($$select bandit.choose_generator(p_context => '[1]')$$, 'WT004', null, 'a context is an object');

select * from finish();
rollback;
