-- tests/sql/statistics/check_number/domains.sql: a number outside the domain of a distribution is refused by all of them, however extreme.
begin;
select plan(9);

create temp table numbers as
select x from unnest('{-infinity,-1,0,1e-308,1e-100,0.5,1,3,1e5,1e9,1e15,1e308,infinity,NaN}'::double precision[]) as x;

-- The result of a call with every combination of numbers: how many calls end in a value that is not finite, or in an error of another code.
create function pg_temp.faults(p_call text, p_arguments integer) returns bigint language plpgsql as $$
declare
    v_numbers record;
    v_result  double precision;
    v_faults  bigint := 0;
begin
    for v_numbers in select a.x as a, b.x as b, c.x as c from numbers as a, numbers as b, numbers as c where (p_arguments > 1 or b.x = 0) and (p_arguments > 2 or c.x = 0) loop
        begin
            execute 'select ' || p_call into v_result using v_numbers.a, v_numbers.b, v_numbers.c;
            v_faults := v_faults + (v_result in ('NaN', 'infinity', '-infinity'))::integer;
        exception
            when sqlstate 'WT004' then null;
            when others then v_faults := v_faults + 1;
        end;
    end loop;
    return v_faults;
end $$;

select is(pg_temp.faults('bandit_internal.ln_gamma($1)', 1), 0::bigint, 'ln_gamma');
select is(pg_temp.faults('bandit_internal.normal_quantile($1)', 1), 0::bigint, 'normal_quantile');
select is(pg_temp.faults('bandit_internal.gamma_tail($1, $2)', 2), 0::bigint, 'gamma_tail');
select is(pg_temp.faults('bandit_internal.gamma_quantile($1, $2)', 2), 0::bigint, 'gamma_quantile');
select is(pg_temp.faults('bandit_internal.beta_cdf($1, $2, $3)', 3), 0::bigint, 'beta_cdf');
select is(pg_temp.faults('bandit_internal.beta_prime_quantile($1, $2, $3)', 3), 0::bigint, 'beta_prime_quantile');
select is(pg_temp.faults('1 / $1', 1), 2::bigint, 'the check finds faults: 1 / 0 and 1 / NaN');

select throws_ok($$select bandit_internal.gamma_quantile('NaN', 1)$$, 'WT004', 'NaN is not a value of p_probability');
select lives_ok($$select bandit_internal.check_number('p_x', null, 0, 1)$$, 'NULL passes');

select * from finish();
rollback;
