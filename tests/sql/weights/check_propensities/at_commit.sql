-- tests/sql/weights/check_propensities/at_commit.sql: at every commit the stored propensities fit the weights and the arms.
begin;
select plan(15);

set local bandit.account = 'fit';
select bandit.create_account('fit') as account_id \gset
-- What each change leaves is undone again before the next.
create function pg_temp.after(p_change text) returns text language plpgsql as $$
begin
    execute replace(p_change, ':id', bandit.account_id('fit')::text);
    set constraints all immediate;
    raise exception 'none';
exception
    when others then
        set constraints all deferred;
        return concat_ws(' ', nullif(sqlstate, 'P0001'), sqlerrm);
end $$;
create function pg_temp.moved(p_how text) returns text language sql as $$
    select 'update bandit.generator_weights set ' || p_how || ' where account_id = :id and generator_name in (''coach'', ''dataNerd'')'
$$;

select is(pg_temp.after(change), 'WT019 the propensities of an account must follow from its weights and arms', 'refused: ' || change)
from (values
    (pg_temp.moved('weight = case generator_name when ''coach'' then 0.09 else 0.09 end')),
    (pg_temp.moved('status = ''testing''')),
    (pg_temp.moved('pinned_weight = weight')),
    ('update bandit.experiment_arms set share = case arm when ''control'' then 0.55 when ''variant_a'' then 0.3 else share end where account_id = :id'),
    ('update bandit.experiment_arms set strength = 0.5 where account_id = :id and arm = ''variant_a'''),
    ('update bandit.experiment_arms set transform = ''flatten'' where account_id = :id and arm = ''variant_b''')
) as t (change);
select is(pg_temp.after(change), 'none', 'accepted: ' || change)
from (values
    (pg_temp.moved('weight = 0.09') || '; select bandit_internal.refresh_propensities(:id)'),
    (pg_temp.moved('weight = 0.09') || '; delete from bandit.generator_propensities where account_id = :id'),
    ('update bandit.experiment_arms set strength = 0.5 where account_id = :id and arm = ''variant_a''; select bandit_internal.refresh_propensities(:id)'),
    ('update bandit.experiment_arms set started_at = now() where account_id = :id'),
    (pg_temp.moved('notes = ''x'', weight = weight')),
    ('insert into bandit.generator_weights (account_id, generator_name, weight, status) values (:id, ''meme'', 0.1, ''disabled'')'),
    ('delete from bandit.accounts where account_id = :id'),
    ('select bandit.override_generator(''coach'', ''pin'', 0.3, ''x''), bandit.set_arm(''variant_a'', 0.3, p_reason => ''x'')')
) as t (change);
create function pg_temp.refusal(p_change text) returns text language plpgsql as $$
declare
    v_detail text; v_hint text;
begin
    execute p_change;
    set constraints all immediate;
    return 'none';
exception
    when others then
        get stacked diagnostics v_detail = pg_exception_detail, v_hint = pg_exception_hint;
        return concat_ws(' / ', v_detail, v_hint);
end $$;
select is(pg_temp.refusal(replace(pg_temp.moved('status = ''testing'''), ':id', :'account_id')),
    format('account_id %s: generator_weights changed, generator_propensities did not / change weights and arms through the functions of pgbandit, or remove the rows of the account from generator_propensities in the same transaction', :account_id), 'with what to do');

select * from finish();
rollback;
