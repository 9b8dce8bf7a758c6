-- tests/sql/weights/refresh_propensities/in_step.sql: whatever changes the weights, what a choice reads follows.
begin;
select plan(14);

set local bandit.account = 'step';
select bandit.create_account('step') as account_id \gset
prepare kept as select p.arm, p.generator_name, p.propensity, p.upper_edge, p.choice_edge from bandit.generator_propensities as p where p.account_id = bandit.account_id('step') order by 1, 2;
prepare right_ones as select d.arm, d.generator_name, d.propensity, d.upper_edge, d.choice_edge from unnest(bandit_internal.derive_propensities(bandit.account_id('step'))) as d order by 1, 2;
create temp table seen as select p.* from bandit.generator_propensities as p where p.account_id = :account_id;
create function pg_temp.moved() returns boolean language plpgsql as $$
declare
    v_moved boolean;
begin
    select count(*) > 0 into v_moved
    from (select * from bandit.generator_propensities as p where p.account_id = bandit.account_id('step') except select * from seen) as d;
    delete from seen;
    insert into seen select p.* from bandit.generator_propensities as p where p.account_id = bandit.account_id('step');
    return v_moved;
end $$;

select results_eq('kept', 'right_ones', 'a new account');
select bandit.add_generator('dreamer') \gset
select results_eq('kept', 'right_ones', 'a generator added');
select count(*) from bandit.override_generator('coach', 'pin', 0.3, 'x') \gset
select results_eq('kept', 'right_ones', 'a pin');
select is(array_agg(distinct p.propensity), array[0.3000], 'which holds in every arm') from bandit.generator_propensities as p where p.account_id = :account_id and p.generator_name = 'coach';
select count(*) from bandit.override_generator('dreamer', 'disable', null, 'x') \gset
select is(count(*), 0::bigint, 'a disabled generator is in no arm') from bandit.generator_propensities as p where p.account_id = :account_id and p.generator_name = 'dreamer';
select bandit.set_setting('min_weight', '0.04') \gset
select results_eq('kept', 'right_ones', 'a floor');
select ok(pg_temp.moved(), 'all of which changed something');

insert into bandit.content_metadata (account_id, generator_name, source, status, posted_at, tweet_id)
select :account_id, g.generator_name, 'import', 'posted', now() - interval '1 hour', g.generator_name || n from bandit.generator_weights as g, generate_series(1, 6) as n where g.account_id = :account_id;
insert into bandit.outcomes (account_id, decision_id, impressions, followers_gained, followers_source, source, collected_at, known_at)
select :account_id, c.decision_id, 1000, length(c.generator_name), 'reported', 'bot', c.posted_at, c.posted_at from bandit.content_metadata as c where c.account_id = :account_id;
select run_id, status from bandit.optimize() \gset
select is(:'status'::text, 'success', 'a run');
select results_eq('kept', 'right_ones', 'is followed');
select ok(pg_temp.moved(), 'and changed something');
select count(*) from bandit.undo_run(:run_id, 'x') \gset
select results_eq('kept', 'right_ones', 'as is its undoing');

-- A change by hand, after which the propensities are derived again.
update bandit.generator_weights set weight = case generator_name when 'storyteller' then weight + 0.01 else weight - 0.01 end where account_id = :account_id and generator_name in ('storyteller', 'humanVoice');
select throws_ok('set constraints all immediate', 'WT019', null, 'weights changed by hand without their propensities are refused at commit');
delete from bandit.generator_propensities where account_id = :account_id;
select count(*) from bandit.choose_generator() \gset
select results_eq('kept', 'right_ones', 'where none are stored a choice derives them');
select lives_ok('set constraints all immediate', 'and the change can be committed');

select * from finish();
rollback;
