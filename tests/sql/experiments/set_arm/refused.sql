-- tests/sql/experiments/set_arm/refused.sql: arms that cannot be, and nothing changed.
begin;
select plan(16);

set local bandit.account = 'lab';
select bandit.create_account('lab') as account_id \gset
\ir ../../fixtures/arms.psql

select throws_ok(format('select * from bandit.set_arm(%s)', c.arguments), c.code, c.message, c.message)
from (values
    ($$'variant_a', 0.3$$, 'WT004', 'a reason is required'),
    ($$'control', 0.3, p_reason => 'x'$$, 'WT004', 'no arm can have the name ''control'''),
    ($$'Variant', 0.3, 'flatten', p_reason => 'x'$$, 'WT004', 'no arm can have the name ''Variant'''),
    ($$null, 0.3, 'flatten', p_reason => 'x'$$, 'WT004', 'no arm can have the name null'),
    ($$'variant_x', 0.1, p_reason => 'x'$$, 'WT011', 'there is no experiment arm ''variant_x'''),
    ($$'variant_x', null, 'flatten', p_reason => 'x'$$, 'WT004', 'null is not a share'),
    ($$'variant_a', 0, p_reason => 'x'$$, 'WT004', '0.0000 is not a share'),
    ($$'variant_a', 1, p_reason => 'x'$$, 'WT004', '1.0000 is not a share'),
    ($$'variant_a', 0.00004, p_reason => 'x'$$, 'WT004', '0.0000 is not a share'),
    ($$'variant_a', 0.85, p_reason => 'x'$$, 'WT015', 'the arms leave no share for control'),
    ($$'variant_a', 0.3, 'shuffle', p_reason => 'x'$$, 'WT004', '''shuffle'' is not a transform'),
    ($$'variant_a', 0.3, p_strength => 1.1, p_reason => 'x'$$, 'WT004', '1.1 is not a strength of the transform flatten'),
    ($$'variant_a', 0.3, p_strength => 0, p_reason => 'x'$$, 'WT004', '0 is not a strength of the transform flatten'),
    ($$'variant_a', 0.3, 'none', 0.3, 'x'$$, 'WT004', '0.3 is not a strength of the transform none')
) as c (arguments, code, message);

select results_eq(
    'select e.arm, e.share from bandit.experiment_arms as e where e.account_id = bandit.account_id(''lab'') order by 1',
    $$values ('control', 0.6000), ('variant_a', 0.2500), ('variant_b', 0.1500)$$, 'all is as it was'
);
select is(count(*), 0::bigint, 'and nothing logged') from bandit_internal.stg_events as e where e.account_id = :account_id and e.kind = 'experiment';

select * from finish();
rollback;
