-- tests/sql/operations/compare_choices/pooled.sql: chi-square by hand; cells with few expected choices are pooled.
begin;
select plan(4);

select is(row(t.cells, t.chi_square)::text, '(2,5)', '50 and 30 where 40 and 40 are expected: 2 x 10^2 / 40')
from bandit_internal.compare_choices('{"(a,50,40)", "(b,30,40)"}') as t;
select is(row(t.cells, t.chi_square)::text, '(2,9)', 'expected 3, 4 and 3 are one cell of 10: 9^2 / 90 + 9^2 / 10')
from bandit_internal.compare_choices('{"(a,99,90)", "(b,1,3)", "(c,0,4)", "(d,0,3)"}') as t;
select is(t.cells, 2, 'an expectation of 0 is pooled too') from bandit_internal.compare_choices('{"(a,50,50)", "(b,50,50)", "(z,0,0)"}') as t;
select is(row(t.cells, t.chi_square)::text, '(0,)', 'no choices, no cells') from bandit_internal.compare_choices('{}') as t;

select * from finish();
rollback;
