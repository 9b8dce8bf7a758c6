-- tests/sql/choice/mark_posted/idempotence.sql: a decision becomes one post, however often that is said.
begin;
select plan(9);

set local bandit.account = 'posted';
select bandit.create_account('posted') as account_id \gset
select decision_id as one from bandit.choose_generator(p_arm => 'control', p_u => 0) \gset
select decision_id as two from bandit.choose_generator(p_arm => 'control', p_u => 0.5) \gset

select results_eq(format('select * from bandit.mark_posted(%L, %L, %L)', :'one', '100', '2025-03-01 12:00+02'),
    format('values (%L::uuid, %L, %L, %L::timestamptz)', :'one', 'posted', '100', '2025-03-01 10:00+00'), 'the post is returned as it is stored');
select results_eq(format('select * from bandit.mark_posted(%L, %L, %L)', :'one', '100', '2025-03-01 12:00+02'),
    format('values (%L::uuid, %L, %L, %L::timestamptz)', :'one', 'posted', '100', '2025-03-01 10:00+00'), 'the same call again changes nothing');
select is((select posted_at from bandit.mark_posted(:'one', '100')), '2025-03-01 10:00+00', 'a repeat without a time keeps the first time');
select is((select posted_at from bandit.mark_posted(:'one', '100', '2026-01-01')), '2025-03-01 10:00+00', 'and so does one with another time');

set local bandit.fake_now = '2025-05-05 05:05+00';
select is((select posted_at from bandit.mark_posted(:'two', '200')), '2025-05-05 05:05+00', 'without a time it is the clock''s');
select unnest(array[
    is(array_agg(m.status order by m.u), array['posted', 'posted'], 'both are posted'),
    is(array_agg(m.tweet_id order by m.u), array['100', '200'], 'each as its own post'),
    is(array_agg(m.generator_name order by m.u), array['coach', 'mythBuster'], 'by the generator that was chosen')
])
from bandit.content_metadata as m
where m.account_id = :account_id;

select decision_id as worded from bandit.choose_generator(p_arm => 'control', p_u => 0.9) \gset
select count(*) from bandit.mark_posted(:'worded', '99', p_content => 'Sleep well.') as first, bandit.mark_posted(:'worded', '99', p_content => 'Something else.') as second \gset
select is(c.content, 'Sleep well.', 'what was posted is kept, as first told') from bandit.content_metadata as c where c.decision_id = :'worded';

select * from finish();
rollback;
