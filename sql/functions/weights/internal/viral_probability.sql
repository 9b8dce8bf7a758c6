-- viral_probability: how probable it is that a generator is viral.

create or replace function bandit_internal.viral_probability(
    p_shape          double precision,   -- of the gamma posterior of its rate
    p_exposure_1k    double precision,   -- of the same, exposure in thousands
    p_viral_f_per_1k double precision    -- above this a generator is viral, followers per 1000 of exposure
) returns double precision
language sql
immutable
parallel safe
as $function$
    select case when p_shape / p_exposure_1k > p_viral_f_per_1k then bandit_internal.gamma_tail(p_viral_f_per_1k * p_exposure_1k, p_shape) end
$function$;

comment on function bandit_internal.viral_probability(double precision, double precision, double precision) is
    'Returns the probability (0 to 1) that the rate of a generator is above p_viral_f_per_1k; NULL where its mean is not.';

revoke all on function bandit_internal.viral_probability(double precision, double precision, double precision) from public;
grant execute on function bandit_internal.viral_probability(double precision, double precision, double precision) to bandit_operator, bandit_reader;
