-- tests/sql/accounts/set_setting/floor.sql: a higher floor lifts the weights at once; one that is too high is refused with the highest that fits.
begin;
select plan(12);

set local bandit.account = 'floor';
select bandit.create_account('floor') as account_id \gset
create temp view weight as select g.generator_name, g.weight from bandit.generator_weights as g where g.account_id = bandit.account_id('floor');

-- contrarian, explorer and philosopher are held at 0.05; thoughtLeader, at 0.05 x 0.85 / 0.92, would fall under it, so 0.80 is left for the eight others by their 0.87:
-- 0.15 -> 0.137931.., 0.12 -> 0.110344.., 0.10 -> 0.091954.., 0.08 -> 0.073563..; rounded down they lack four 0.0001, which coach and the first three of 0.10 get.
select is(bandit.set_setting('min_weight', '0.05', p_now => '2025-01-01 00:00+00'), '0.0500', 'a floor of 0.05');
select is(array_agg(w.generator_name order by w.generator_name), array['contrarian', 'explorer', 'philosopher', 'thoughtLeader'], 'those that would lie under it lie on it') from weight as w where w.weight = 0.05;
select results_eq($$select weight from weight where generator_name in ('humanVoice', 'newsReporter', 'dataNerd', 'coach') order by 1 desc$$, $$values (0.1379), (0.1103), (0.0920), (0.0736)$$, 'the others share the rest in proportion');
select is(sum(w.weight), 1.0000, 'the sum stays') from weight as w;
select is(array_agg(distinct row(c.reason, c.actor, c.changed_at)::text), array[row('min_weight changed', session_user, timestamptz '2025-01-01 00:00+00')::text], 'the history says why') from bandit.weight_changes as c where c.account_id = :account_id;

create function pg_temp.hint_of(p_sql text) returns text language plpgsql as $$
declare v_hint text;
begin
    execute p_sql;
    return 'no error';
exception when sqlstate 'WT012' then
    get stacked diagnostics v_hint = pg_exception_hint;
    return v_hint;
end $$;
select matches(pg_temp.hint_of($$select bandit.set_setting('min_weight', '0.0834')$$), 'lower min_weight to at most 0\.0833$', 'a floor of 0.0834 does not fit twelve times; 0.0833 would');
select is(s.min_weight, 0.05, 'the setting stays') from bandit.account_settings as s where s.account_id = :account_id;
select is(sum(w.weight), 1.0000, 'the weights too') from weight as w;

update bandit.generator_weights set weight = 0.01, pinned_weight = 0.01 where account_id = :account_id and generator_name = 'explorer';
update bandit.generator_weights set weight = 0.09 where account_id = :account_id and generator_name = 'philosopher';
select matches(pg_temp.hint_of($$select bandit.set_setting('min_weight', '0.0901')$$), 'lower min_weight to at most 0\.0900$', 'beside a pin of 0.01 eleven times 0.09 fit');
select bandit.set_setting('min_weight', '0.09') \gset
select is(array_agg(distinct w.weight order by w.weight), array[0.0100, 0.0900], 'a pin may lie under the floor, the others are all on it') from weight as w;
select is(bandit.set_setting('min_weight', '0.0001'), '0.0001', 'a lower floor is always possible');

-- No weight lies under 0.0002, so none moves; one in a context does.
insert into bandit.contexts (account_id, context_number, topic) values (:account_id, 1, 'sleep');
insert into bandit.context_weights (account_id, context_number, generator_name, weight) values (:account_id, 1, 'coach', 0.0001), (:account_id, 1, 'dataNerd', 0.9999);
select bandit.set_setting('min_weight', '0.0002') \gset
select is(count(*), 0::bigint, 'no context keeps weights under the floor') from bandit.contexts as c where c.account_id = :account_id;

select * from finish();
rollback;
