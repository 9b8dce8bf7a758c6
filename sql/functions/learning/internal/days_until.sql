-- days_until: how long it takes until the remembered posts have grown to a number.
--
-- With a half-life h and n posts a day, the weighted number of posts w becomes w 2^(-t/h) + n h / ln 2 (1 - 2^(-t/h)) after t
-- days. It never passes n h / ln 2.

create or replace function bandit_internal.days_until(
    p_wanted    double precision,   -- weighted number of posts to reach
    p_weighted  double precision,   -- weighted number of posts now
    p_per_day   double precision,   -- posts a day
    p_half_life double precision    -- days, above 0
) returns double precision
language sql
immutable
parallel safe
as $function$
    select case
        when p_wanted <= p_weighted then 0
        when p_wanted < f.most      then -p_half_life / ln(2::double precision) * ln((f.most - p_wanted) / (f.most - p_weighted))
    end
    from (select bandit_internal.most_remembered(p_per_day, p_half_life) as most) as f
$function$;

comment on function bandit_internal.days_until(double precision, double precision, double precision, double precision) is
    'Returns the days until the weighted number of posts reaches p_wanted: -h / ln 2 ln((m - wanted) / (m - weighted)), m = n h / ln 2, n posts a day, half-life h. NULL: it never does.';

revoke all on function bandit_internal.days_until(double precision, double precision, double precision, double precision) from public;
grant execute on function bandit_internal.days_until(double precision, double precision, double precision, double precision) to bandit_operator, bandit_reader;
