-- tests/sql/choice/discard_decision/closing.sql: a decision that will not become a post is closed for good.
begin;
select plan(7);

set local bandit.account = 'discard';
select bandit.create_account('discard') as account_id \gset
select decision_id as one from bandit.choose_generator(p_arm => 'control', p_u => 0) \gset
select decision_id as two from bandit.choose_generator(p_arm => 'control', p_u => 0.5) \gset

select results_eq(format('select * from bandit.discard_decision(%L, %L)', :'one', 'dull'), format('values (%L::uuid, %L, %L)', :'one', 'discarded', 'dull'), 'it is discarded with its reason');
select results_eq(format('select * from bandit.discard_decision(%L, %L)', :'one', 'dull'), format('values (%L::uuid, %L, %L)', :'one', 'discarded', 'dull'), 'the same call again changes nothing');
select is((select discard_reason from bandit.discard_decision(:'one', 'late')), 'dull', 'the first reason stays');
select is((select discard_reason from bandit.discard_decision(:'two')), null, 'a reason is not required');
select is((select status from bandit.choose_generator(p_arm => 'control', p_u => 0.9) as c, lateral bandit.mark_posted(c.decision_id, '1') as m), 'posted', 'a third one is posted');
select throws_ok((select format('select * from bandit.discard_decision(%L)', decision_id) from bandit.content_metadata where account_id = :account_id and tweet_id = '1'),
    'WT009', 'the decision is closed', 'what was posted cannot be discarded');
select throws_ok('select * from bandit.discard_decision(null)', 'WT003', 'there is no decision without an id', 'no decision at all');

select * from finish();
rollback;
