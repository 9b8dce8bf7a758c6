-- tests/sql/operations/expected_choices/periods.sql: each choice counts with the propensities of its time and arm.
begin;
select plan(2);

select set_eq(
    $$select e.* from unnest(bandit_internal.expected_choices(
        '{"(a,control,none,,2026-11-01 00:00+00)", "(a,control,none,,2026-11-02 00:00+00)", "(b,control,none,,2026-11-03 00:00+00)"}',
        '{"(a,f,\"{-infinity,2026-11-02 00:00+00}\",\"{0.5,0.9}\")", "(b,f,\"{-infinity,2026-11-02 00:00+00}\",\"{0.5,0.1}\")"}',
        0.02
    )) as e$$,
    $$values ('a', 2::bigint, 2.3), ('b', 1::bigint, 0.7)$$,
    'one choice at 0.5 and two at 0.9: a change holds from its own time on'
);
select set_eq(
    $$select e.* from unnest(bandit_internal.expected_choices(
        '{"(a,flat,flatten,1,2026-11-01 00:00+00)"}', '{"(a,f,{-infinity},{0.6})", "(b,f,{-infinity},{0.2})", "(p,t,{-infinity},{0.2})"}', 0.02
    )) as e$$,
    $$values ('a', 1::bigint, 0.4), ('b', 0::bigint, 0.4), ('p', 0::bigint, 0.2)$$,
    'flattened, the pin aside'
);

select * from finish();
rollback;
