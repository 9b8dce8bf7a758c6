-- tests/sql/learning/describe_change/sentences.sql: change points in words.
begin;
select plan(3);

select is(bandit_internal.describe_change('dataNerd', 'f_per_1k', 2.1, 0.904, 0.43), 'dataNerd went from 2.10 to 0.90 followers per 1000 of exposure, a factor of 0.43 relative to the other generators', 'a generator');
select is(bandit_internal.describe_change(null, 'f_per_1k', 2.5, 1.5, 0.6), 'the account went from 2.50 to 1.50 followers per 1000 of exposure, with all generators', 'the account');
select is(bandit_internal.describe_change(null, 'exposure_per_post', 812.4, 401.6, 0.5), 'the account went from 812 to 402 of exposure per post, with all generators', 'its exposure');

select * from finish();
rollback;
