-- arrival_curve: the share of a post's followers that have arrived by each hour after it.

create or replace function bandit_internal.arrival_curve(
    p_delay  interval,           -- median time of arrival
    p_deviation double precision    -- standard deviation of the logarithm of that time
) returns double precision[]
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_hours  constant integer := 168;   -- a post has followers for 7 days
    v_median constant double precision := extract(epoch from p_delay) / 3600;
begin
    return (
        select 0::double precision || array_agg(
            case when z.score < 0 then t.tail / 2 else 1 - t.tail / 2 end
            order by h.hour
        )
        from generate_series(1, c_hours) as h (hour)
        cross join lateral (select ln(h.hour / v_median) / p_deviation as score) as z
        cross join lateral (select bandit_internal.chi_square_tail(z.score * z.score, 1) as tail offset 0) as t
    );
end
$function$;

comment on function bandit_internal.arrival_curve(interval, double precision) is
    'Returns K at 0, 1, ..., 168 hours: the distribution function of a lognormal time of arrival with this median and deviation. NULL for NULL.';

revoke all on function bandit_internal.arrival_curve(interval, double precision) from public;
grant execute on function bandit_internal.arrival_curve(interval, double precision) to bandit_operator, bandit_reader;
