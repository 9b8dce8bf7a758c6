-- tests/sql/weights/thompson_rule/evidence.sql: viral and failing need evidence, and a mean on that side; tested without tables.
begin;
select plan(14);

select is(bandit_internal.thompson_rule(status, pinned_weight, is_new, viral, failing), rule, concat_ws(' ', rule, ':', status, pinned_weight, viral, failing))
from (values
    ('testing', null::numeric, true, 1::double precision, 1::double precision, 'testing'),
    ('active', 0.2, true, 1, 1, 'pinned'),
    ('active', null, true, 0.99, null, 'unproven'),
    ('active', null, true, null, 0.99, 'unproven'),
    ('active', null, false, 0.9, null, 'viral'),
    ('active', null, false, 0.8999, null, 'posterior'),
    ('active', null, false, null, 0.95, 'failing'),
    ('active', null, false, null, 0.9499, 'posterior'),
    ('active', null, false, null, null, 'posterior')
) as t (status, pinned_weight, is_new, viral, failing, rule);

-- Gamma(1, b) is exponential: P(rate > x) = exp(-b x).
select is(round(bandit_internal.viral_probability(1, 0.1, 5)::numeric, 9), round(exp(-0.5::numeric), 9), 'P(rate > 5) with a mean of 10');
select is(bandit_internal.viral_probability(1, 0.2, 5), null, 'a mean of 5 is not judged');
select is(round(bandit_internal.failing_probability(1, 2, 2)::numeric, 9), round(1 - exp(-2::numeric), 9), 'P(rate < 1) with a mean of 0.5, the account having 2');
select is(bandit_internal.failing_probability(1, 1, 2), null, 'half of the account''s rate is not judged');
select is(bandit_internal.failing_probability(1, 0.4, 2), null, 'nor is more');

select * from finish();
rollback;
