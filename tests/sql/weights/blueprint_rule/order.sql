-- tests/sql/weights/blueprint_rule/order.sql: the first rule that applies, tested without tables.
begin;
select plan(9);

select is(bandit_internal.blueprint_rule(status, pinned_weight, is_new, tier, total_posts, 5), rule, concat_ws(' ', rule, ':', status, tier, total_posts))
from (values
    ('testing', null::numeric, true, 'failing', 20::bigint, 'testing'),
    ('active', 0.2, true, 'failing', 20, 'pinned'),
    ('active', null, true, 'failing', 20, 'new'),
    ('active', null, true, 'viral', 20, 'new'),
    ('active', null, false, 'failing', 20, 'failing'),
    ('active', null, false, 'viral', 5, 'viral'),
    ('active', null, false, 'viral', 4, 'blended'),
    ('active', null, false, 'unmeasured', 0, 'kept'),
    ('active', null, false, 'poor', 20, 'blended')
) as t (status, pinned_weight, is_new, tier, total_posts, rule);

select * from finish();
rollback;
