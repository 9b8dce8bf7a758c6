-- tests/sql/core/canonical_generator/spellings.sql: the names that drifted in a real bot's log, and the generators they mean.
begin;
select plan(28);

set local bandit.account = 'names';
select bandit.create_account('names') as account_id \gset

select is(bandit.canonical_generator(s.name), s.generator_name, format('%L is %s', s.name, s.generator_name))
from (values
    ('data_nerd', 'dataNerd'), ('dataNerd', 'dataNerd'), ('DataNerd', 'dataNerd'), ('Data Nerd', 'dataNerd'), ('DATA-NERD', 'dataNerd'), (' data nerd ', 'dataNerd'), ('datanerd', 'dataNerd'),
    ('thought_leader', 'thoughtLeader'), ('thoughtLeader', 'thoughtLeader'), ('Explorer', 'explorer'), ('explorer', 'explorer'), ('coach', 'coach'), ('newsReporter', 'newsReporter'), ('mythBuster', 'mythBuster'), ('human.voice', 'humanVoice')
) as s (name, generator_name);

create function pg_temp.nearest_to(p_name text) returns text language plpgsql as $$
declare v_detail text;
begin
    return 'no error: ' || bandit.canonical_generator(p_name);
exception when sqlstate 'WT002' then
    get stacked diagnostics v_detail = pg_exception_detail;
    return v_detail;
end $$;
select matches(pg_temp.nearest_to(s.name), '^nearest: ' || s.nearest || ', \w+, \w+$', format('%L is unknown; the nearest is %s', s.name, s.nearest))
from (values ('interestingContent', 'interesting'), ('dataNerds', 'dataNerd'), ('story', 'storyteller'), ('human_voices', 'humanVoice'), ('mythBusters', 'mythBuster')) as s (name, nearest);
select is(pg_temp.nearest_to(s.name), 'nearest: coach, contrarian, dataNerd', format('%L is similar to no name: the first three by name', s.name)) from unnest(array['', '?', 'Ω']) as s (name);
select throws_ok($$select bandit.canonical_generator('culturalBridge')$$, 'WT002', 'there is no generator ''culturalBridge''', 'an unknown name is an error');
select throws_ok('select bandit.canonical_generator(null)', 'WT002', 'there is no generator without a name', 'so is no name');
select throws_ok('select bandit.canonical_generator(''coach'', -1)', 'WT001', null, 'an unknown account');
update bandit.generator_weights set status = 'disabled' where account_id = :account_id;
select is(bandit.canonical_generator('Coach'), 'coach', 'a disabled generator still has its name');
delete from bandit.generator_weights where account_id = :account_id;
select is(pg_temp.nearest_to('coach'), 'nearest: the account has no generators', 'without generators, the error says so');

select * from finish();
rollback;
