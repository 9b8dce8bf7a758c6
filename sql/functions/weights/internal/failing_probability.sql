-- failing_probability: how probable it is that a generator fails: that its rate is under half the account's.

create or replace function bandit_internal.failing_probability(
    p_shape        double precision,   -- of the gamma posterior of its rate
    p_exposure_1k  double precision,   -- of the same, exposure in thousands
    p_account_rate double precision    -- followers of the account per 1000 of exposure
) returns double precision
language sql
immutable
parallel safe
as $function$
    select case
        when p_shape / p_exposure_1k < 0.5::double precision * p_account_rate
            then 1 - bandit_internal.gamma_tail(0.5::double precision * p_account_rate * p_exposure_1k, p_shape)
    end
$function$;

comment on function bandit_internal.failing_probability(double precision, double precision, double precision) is
    'Returns the probability (0 to 1) that the rate of a generator is under half the account''s; NULL where its mean is not.';

revoke all on function bandit_internal.failing_probability(double precision, double precision, double precision) from public;
grant execute on function bandit_internal.failing_probability(double precision, double precision, double precision) to bandit_operator, bandit_reader;
