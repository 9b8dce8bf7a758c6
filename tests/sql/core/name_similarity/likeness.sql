-- tests/sql/core/name_similarity/likeness.sql: Dice's coefficient over pairs of letters, computed by hand.
begin;
select plan(9);

select is(round(bandit_internal.name_similarity('night', 'nacht'), 4), 0.2500, 'ni ig gh ht / na ac ch ht: 2 x 1 of 8');
select is(bandit_internal.name_similarity('dataNerd', 'data_nerd'), 1.0, 'case and punctuation do not count');
select is(round(bandit_internal.name_similarity('coach', 'coaching'), 4), 0.7273, 'co oa ac ch / co oa ac ch hi in ng: 2 x 4 of 11');
select is(round(bandit_internal.name_similarity('aaaa', 'aa'), 4), 1.0000, 'a pair counts once');
select is(bandit_internal.name_similarity('coach', 'coach'), bandit_internal.name_similarity('COACH', 'c-o-a-c-h'), 'the same letters are the same name');
select is(bandit_internal.name_similarity('interesting', 'interestingContent'), bandit_internal.name_similarity('interestingContent', 'interesting'), 'it is symmetric');
select is(bandit_internal.name_similarity('a', 'a'), 0.0, 'one letter has no pair');
select is(bandit_internal.name_similarity('', ''), 0.0, 'an empty name has none either');
select is(bandit_internal.name_similarity('coach', null), 0.0, 'null is similar to no name');

select * from finish();
rollback;
