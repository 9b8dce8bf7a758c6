-- tests/sql/weights/explain_rule/sentences.sql: the reason of every rule, with its numbers.
begin;
select plan(13);

select is(bandit_internal.explain_rule('viral', 7.126, 6, 0.1, 0.9, false), 'viral: F/1K 7.13 over 6 measured posts, boosted', 'viral');
select is(bandit_internal.explain_rule('failing', 0, 10, 0.1, 0, true), 'failing: no known follower from 10 measured posts, cut to the floor and flagged for review', 'failing');
select is(bandit_internal.explain_rule('failing', 0, 10, 0.1, 0, false), 'failing: no known follower from 10 measured posts, taking up the rest and flagged for review', 'failing, and nobody else is left');
select is(bandit_internal.explain_rule('failing', -1.352, 10, 0.1, 0, true), 'failing: F/1K -1.35 over 10 measured posts, cut to the floor and flagged for review', 'failing, and more were lost than gained');
select is(bandit_internal.explain_rule('failing', -0.004, 10, 0.1, 0, true), 'failing: F/1K -0.0040 over 10 measured posts, cut to the floor and flagged for review', 'however few');
select is(bandit_internal.explain_rule('new', 3, 1, 0.08, 1, false), 'new: too short a history to judge (1 measured post in the window), given a fair chance', 'new');
select is(bandit_internal.explain_rule('new', null, 0, 0.08, null, false), 'new: too short a history to judge (0 measured posts in the window), given a fair chance', 'new, not measured yet');
select is(bandit_internal.explain_rule('blended', 1.5, 8, 0.1, 0.333, false), 'F/1K 1.50 over 8 measured posts, score 0.33 of 1', 'blended');
select is(bandit_internal.explain_rule('kept', null, 0, 0.1, null, true), 'nothing measured in the window, weight kept', 'kept');
select is(bandit_internal.explain_rule('kept', null, 0, 0.1, null, false), 'nothing measured in the window, taking up the rest', 'kept, and nobody else is left');
select is(bandit_internal.explain_rule('pinned', 3, 9, 0.2500, 0.5, true), 'pinned at 0.2500', 'pinned');
select is(bandit_internal.explain_rule('testing', 3, 9, 0.1000, 0.5, true), 'testing at 0.1000', 'testing');
select is(bandit_internal.explain_rule('drawn by lot', 3, 9, 0.1, 0.5, false), 'drawn by lot', 'the rule of another policy');

select * from finish();
rollback;
