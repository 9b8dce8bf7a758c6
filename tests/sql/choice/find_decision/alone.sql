-- tests/sql/choice/find_decision/alone.sql: a decision's id alone says which account is meant; an account that is named is never left.
begin;
select plan(17);

select bandit.create_account('first') as first, bandit.create_account('second') as second \gset
select d.decision_id as one from bandit.choose_generator(p_account_id => :first) as d \gset
select d.decision_id as two from bandit.choose_generator(p_account_id => :second) as d \gset
select gen_random_uuid() as unknown \gset

select throws_ok(format('select * from bandit.mark_posted(%L, ''1'', p_account_id => %s)', :'two', :first), 'WT003', null, 'no decision of another account');
set local bandit.account = 'first';
select throws_ok(format('select * from bandit.mark_posted(%L, ''1'')', :'two'), 'WT003', null, 'a setting names the account too');
select throws_ok(format('select * from bandit.discard_decision(%L)', :'two'), 'WT003', null, 'for a discard as well');
reset bandit.account;

select results_eq(format('select status, tweet_id from bandit.mark_posted(%L, ''1'')', :'two'), $$values ('posted', '1')$$, 'the decision says it');
select is(c.tweet_id, '1', 'it is in its account') from bandit.content_metadata as c where c.account_id = :second and c.decision_id = :'two';
select results_eq(format('select status from bandit.keep_post(%L, ''1'')', :'two'), $$values ('posted')$$, 'keep_post finds it');
select results_eq(format('select status from bandit.discard_decision(%L)', :'one'), $$values ('discarded')$$, 'discard_decision finds it');
select throws_ok(format('select * from bandit.mark_posted(%L, ''2'')', :'unknown'), 'WT003', format('there is no decision %s', :'unknown'), 'an unknown decision');
select throws_ok('select * from bandit.mark_posted(null, ''2'')', 'WT003', null, 'none');
select throws_ok(format('select * from bandit.keep_post(%L, ''2'')', :'unknown'), 'WT020', null, 'a post that is to be kept needs an account');

select results_eq(format('select read, inserted, rejected from bandit.record_outcomes(jsonb_build_array(jsonb_build_object(''decision_id'', %L, ''impressions'', 10)))', :'two'), $$values (1::bigint, 1::bigint, 0::bigint)$$, 'metrics of decisions need none');
select is(o.impressions, 10::bigint, 'they are in its account') from bandit.outcomes as o where o.account_id = :second and o.decision_id = :'two';
select throws_ok($$select * from bandit.record_outcomes('[{"tweet_id": "1", "impressions": 10}]')$$, 'WT020', null, 'an id of a platform names no account');
select throws_ok(format('select * from bandit.record_outcomes(jsonb_build_array(jsonb_build_object(''decision_id'', %L), jsonb_build_object(''decision_id'', %L)))', :'one', :'two'), 'WT020', null, 'decisions of two accounts');

-- Ids that callers give may occur twice.
select generator_name from bandit.record_decision(:'unknown', 'coach', 'control', 0.05, 0.08, 'cache', bandit.clock(), p_account_id => :first) \gset
select results_eq(format('select generator_name from bandit.record_decision(%L, ''coach'', ''control'', 0.05, 0.08, ''cache'', bandit.clock())', :'unknown'), $$values ('coach')$$, 'a repeated decision');
select throws_ok(format('select * from bandit.record_decision(%L, ''coach'', ''control'', 0.05, 0.08, ''cache'', bandit.clock())', gen_random_uuid()), 'WT020', null, 'a new one needs an account');
select generator_name from bandit.record_decision(:'unknown', 'coach', 'control', 0.05, 0.08, 'cache', bandit.clock(), p_account_id => :second) \gset
select throws_ok(format('select * from bandit.discard_decision(%L)', :'unknown'), 'WT020', null, 'a decision of two accounts');

select * from finish();
rollback;
