-- tests/sql/reporting/list_experiments/as_of.sql: experiments and their periods as they were known at a time.
begin;
select plan(9);

set local bandit.fake_now = '2026-11-20';
select bandit.create_account('lab', p_now => '2026-11-01') as account_id \gset
create function pg_temp.seen(p_now timestamptz) returns text language sql as $$
    select string_agg(concat_ws(' ', l.experiment, l.share, l.ended_at::date, l.verdict), ', ' order by l.experiment)
    from bandit.list_experiments(p_now, bandit.account_id('lab')) as l
    where l.experiment is not null
$$;
create function pg_temp.periods(p_now timestamptz) returns text language sql as $$
    select string_agg(concat_ws(' ', l.experiment, l.share, l.started_at::date, l.ended_at::date), ', ')
    from bandit.list_experiment_periods(p_now, bandit.account_id('lab')) as l
$$;
select count(*) from bandit.start_experiment('bold', 'x', 0.2, p_transform => 'flatten', p_now => '2026-11-02', p_account_id => :account_id) \g /dev/null
select count(*) from bandit.set_arm('bold', 0.3, p_reason => 'more', p_now => '2026-11-05', p_account_id => :account_id) \g /dev/null
select count(*) from bandit.end_arm('bold', 'done', p_now => '2026-11-10', p_account_id => :account_id) \g /dev/null

select is(pg_temp.seen('2026-11-01 12:00Z'), null, 'before the start there is no experiment');
select is(pg_temp.seen('2026-11-03'), 'bold 0.2000', 'then it has its first share');
select is(pg_temp.seen('2026-11-06'), 'bold 0.3000', 'then its second');
select is(pg_temp.seen('2026-11-12'), 'bold 0 2026-11-10 undecided', 'and from its end on its verdict');
select is(pg_temp.periods('2026-11-01 12:00Z'), null, 'no period');
select is(pg_temp.periods('2026-11-03'), 'bold 0.2000 2026-11-02', 'the first period is open');
select is(pg_temp.periods('2026-11-06'), 'bold 0.2000 2026-11-02 2026-11-05, bold 0.3000 2026-11-05', 'then it is closed');
select is(pg_temp.periods('2026-11-12'), 'bold 0.2000 2026-11-02 2026-11-05, bold 0.3000 2026-11-05 2026-11-10', 'in the end both are');
select throws_ok($$select bandit.list_experiments(p_account_id => -1)$$, 'WT001', null, 'an unknown account');

select finish();
rollback;
