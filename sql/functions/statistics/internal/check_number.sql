-- check_number: refuses a number that a distribution has no value for.

create or replace function bandit_internal.check_number(
    p_name  text,               -- name of the argument
    p_value double precision,   -- its value
    p_low   double precision,   -- the least value
    p_high  double precision    -- the greatest value
) returns void
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    if not p_value between p_low and p_high then   -- so for NaN, too, which is above all numbers
        raise exception '% is not a value of %', p_value, p_name
            using errcode = 'WT004', detail = format('%s is between %s and %s', p_name, p_low, p_high), hint = 'pass a number of this range';
    end if;
end
$function$;

comment on function bandit_internal.check_number(text, double precision, double precision, double precision) is
    'Fails with WT004 if p_value is not between p_low and p_high; NaN never is. NULL passes.';

revoke all on function bandit_internal.check_number(text, double precision, double precision, double precision) from public;
grant execute on function bandit_internal.check_number(text, double precision, double precision, double precision) to bandit_operator, bandit_reader;
