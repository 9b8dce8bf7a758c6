-- tests/sql/weights/check_weights_sum/at_commit.sql: active and testing weights sum to exactly 1.0000 at every commit.
begin;
select plan(12);

select bandit.create_account('sum') as account_id \gset
delete from bandit.generator_propensities where account_id = :account_id;   -- as whoever changes weights by hand must
prepare shift(text, numeric) as update bandit.generator_weights set weight = weight + $2 where account_id = bandit.account_id('sum') and generator_name = $1;

execute shift('coach', 0.0001);
select throws_ok('set constraints all immediate', 'WT012', 'the weights of an account must sum to 1.0000', '1.0001 cannot be committed');
execute shift('humanVoice', -0.0001);
select lives_ok('set constraints all immediate', 'two changes that cancel out can');
select throws_ok($$execute shift('coach', -0.0001)$$, 'WT012', null, 'nor can 0.9999');
select throws_ok(format('delete from bandit.generator_weights where account_id = %s and generator_name = %L', :account_id, 'coach'), 'WT012', null, 'a row may not just go');
select throws_ok(format('insert into bandit.generator_weights (account_id, generator_name, weight) values (%s, %L, 0.01)', :account_id, 'meme'), 'WT012', null, 'nor just come');
select lives_ok(format('insert into bandit.generator_weights (account_id, generator_name, weight, status) values (%s, %L, 0.01, %L)', :account_id, 'meme', 'disabled'), 'unless it is disabled');
select throws_ok(format('update bandit.generator_weights set status = %L where account_id = %s and generator_name = %L', 'testing', :account_id, 'meme'), 'WT012', null, 'testing is in the sum');
select throws_ok(format('update bandit.generator_weights set status = %L where account_id = %s and generator_name = %L', 'disabled', :account_id, 'coach'), 'WT012', null, 'disabled is outside it');
select throws_ok(format('update bandit.generator_weights set weight = %L where account_id = %s and generator_name = %L', 'NaN', :account_id, 'coach'), '23514', null, 'NaN is no weight');
select throws_ok(format('update bandit.generator_weights set pinned_weight = 0.5 where account_id = %s and generator_name = %L', :account_id, 'coach'), '23514', null, 'a pin is the weight');
select lives_ok(format('update bandit.generator_weights set status = %L where account_id = %s', 'disabled', :account_id), 'all may be disabled');
select lives_ok(format('delete from bandit.accounts where account_id = %s', :account_id), 'and an account may go whole');

select * from finish();
rollback;
