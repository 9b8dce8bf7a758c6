-- tests/sql/choice/mark_posted/conflicts.sql: what cannot be said of a decision.
begin;
select plan(15);

set local bandit.account = 'mine';
select bandit.create_account('mine') as mine, bandit.create_account('theirs') as theirs \gset
select decision_id as planned from bandit.choose_generator(p_arm => 'control', p_u => 0) \gset
select decision_id as posted from bandit.choose_generator(p_arm => 'control', p_u => 0.5) \gset
select decision_id as discarded from bandit.choose_generator(p_arm => 'control', p_u => 0.9) \gset
select status from bandit.mark_posted(:'posted', '100') \gset
select status from bandit.discard_decision(:'discarded', 'dull') \gset
create temp table before as select * from bandit.content_metadata where account_id in (:mine, :theirs);

prepare mark(text, text) as select * from bandit.mark_posted($1::uuid, $2);
select throws_ok(format('execute mark(%L, %L)', :'posted', '101'), 'WT008', 'the decision was posted as another post', 'a posted decision takes no other post');
select throws_ok(format('execute mark(%L, %L)', :'planned', '100'), 'WT008', 'the post belongs to another decision', 'a post belongs to one decision');
select throws_ok(format('execute mark(%L, %L)', :'discarded', '102'), 'WT009', 'the decision is closed', 'a discarded decision is not posted');
select throws_ok($$execute mark('00000000-0000-4000-8000-000000000000', '102')$$, 'WT003', 'there is no decision 00000000-0000-4000-8000-000000000000', 'an unknown decision');
select throws_ok($$execute mark(null, '102')$$, 'WT003', 'there is no decision without an id', 'no decision at all');
select throws_ok(format('execute mark(%L, %L)', :'planned', t), 'WT004', null, format('a post needs an id: %L', t)) from unnest(array[null, '', '  ']) as t;
select throws_ok(format('select * from bandit.mark_posted(%L, %L, %L)', :'planned', '102', t), 'WT004', null, 'a post needs a time: ' || t) from unnest(array['infinity', '-infinity']) as t;

select throws_ok(format('select * from bandit.mark_posted(%L, %L, p_account_id => %s)', :'planned', '102', :theirs), 'WT003', null, 'another account''s decision is unknown');
select throws_ok(format('select * from bandit.discard_decision(%L, %L, %s)', :'planned', 'x', :theirs), 'WT003', null, 'to discard_decision too');
select is_empty(format('(select * from before except all select * from bandit.content_metadata) union all (select * from bandit.content_metadata where account_id in (%s, %s) except all select * from before)', :mine, :theirs), 'none of this changed anything');
select is((select status from bandit.mark_posted(:'planned', '101')), 'posted', 'the decision is still open');
select is((select m.tweet_id from bandit.choose_generator(p_account_id => :theirs) as c, lateral bandit.mark_posted(c.decision_id, '101', p_account_id => :theirs) as m), '101', 'the ids of two accounts'' posts do not meet');

select * from finish();
rollback;
