-- most_remembered: the weighted number of posts that a pace can keep in memory.

create or replace function bandit_internal.most_remembered(
    p_per_day   double precision,   -- posts a day
    p_half_life double precision    -- days, above 0
) returns double precision
language sql
immutable
parallel safe
as $function$
    select p_per_day * p_half_life / ln(2::double precision)
$function$;

comment on function bandit_internal.most_remembered(double precision, double precision) is
    'Returns n h / ln 2: the sum of 2^(-age / h) over all posts to come at n posts a day with half-life h.';

revoke all on function bandit_internal.most_remembered(double precision, double precision) from public;
grant execute on function bandit_internal.most_remembered(double precision, double precision) to bandit_operator, bandit_reader;
