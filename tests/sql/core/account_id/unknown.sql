-- tests/sql/core/account_id/unknown.sql: the error for an unknown handle lists the known ones.
begin;
select plan(3);

create function pg_temp.detail_of(p_sql text) returns text language plpgsql as $$
declare v_detail text;
begin
    execute p_sql;
    return 'no error';
exception when sqlstate 'WT001' then
    get stacked diagnostics v_detail = pg_exception_detail;
    return v_detail;
end $$;

select bandit.create_account('zz') as zz \gset
select matches(pg_temp.detail_of($$select bandit.account_id('zzz')$$), '^known accounts: (.*, )?default, (.*, )?zz$', 'the detail lists the accounts there are');
select throws_ok('select bandit.account_id(null)', 'WT001', 'there is no account without a handle', 'null is no handle');
select is(bandit.account_id('zz'), :zz::bigint, 'a known one is found');

select * from finish();
rollback;
