-- tests/sql/experiments/check_arm_shares/at_commit.sql: the shares sum to 1 when it is committed.
begin;
select plan(6);

set local bandit.account = 'lab';
select bandit.create_account('lab') as account_id \gset
\ir ../../fixtures/arms.psql
delete from bandit.generator_propensities where account_id = :account_id;   -- as whoever changes arms by hand must
create function pg_temp.committed(p_sql text) returns text language plpgsql as $$
begin
    execute p_sql;
    set constraints all immediate;
    set constraints all deferred;
    return 'committed';
exception
    when sqlstate 'WT015' or check_violation then
        return sqlerrm;
end $$;

select is(pg_temp.committed('update bandit.experiment_arms set share = share where arm = ''control'''), 'committed', 'no change');
select is(pg_temp.committed(format('update bandit.experiment_arms set share = 0.59 where account_id = %s and arm = ''control''', :account_id)), 'the shares of an account''s arms must sum to 1.0000', 'a share by itself');
select is(pg_temp.committed(format('delete from bandit.experiment_arms where account_id = %s and arm = ''variant_a''', :account_id)), 'the shares of an account''s arms must sum to 1.0000', 'an arm deleted');
select is(pg_temp.committed(format('update bandit.experiment_arms set share = case arm when ''control'' then 0.61 when ''variant_a'' then 0.24 else share end where account_id = %s', :account_id)), 'committed', 'two shares together');
select matches(pg_temp.committed(format('update bandit.experiment_arms set ended_at = started_at where account_id = %s and arm = ''variant_a''', :account_id)), 'violates check constraint', 'an ended arm has no share');
select is(pg_temp.committed(format('delete from bandit.accounts where account_id = %s', :account_id)), 'committed', 'an account goes with its arms');

select * from finish();
rollback;
