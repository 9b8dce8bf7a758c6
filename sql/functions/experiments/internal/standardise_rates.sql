-- standardise_rates: two rates over several periods, made comparable.
--
-- If one side has more of its posts in a good period than the other, the sums over all periods show a difference that is none
-- (Simpson's paradox). Therefore both rates are means over the periods with the same weights w = e1 e2 / (e1 + e2), e1 and e2
-- being the exposures of the two sides. Their ratio is then the mean of the ratios of the periods, each weighted by w times the
-- rate of control, which is the precision of its logarithm where the rates are nearly equal.
--
-- With v = w / e, a rate is sum(v n) / sum(w), of the variance sum(v^2 n) / sum(w)^2. It is returned as the count and the exposure
-- of one Poisson variable of the same mean and variance. For one period these are its count and its exposure.

create or replace function bandit_internal.standardise_rates(
    p_counts            numeric[],   -- events of one side by period
    p_exposures         numeric[],   -- their exposures; a period without exposure on both sides does not count
    p_control_counts    numeric[],   -- events of the other side in the same periods
    p_control_exposures numeric[]    -- their exposures
) returns table (
    total            numeric,
    exposure         numeric,
    control_total    numeric,
    control_exposure numeric
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    with periods as (
        select p.n, p.e, p.control_n, p.control_e, p.e * p.control_e / (p.e + p.control_e) as w
        from unnest(p_counts::double precision[], p_exposures::double precision[],
                    p_control_counts::double precision[], p_control_exposures::double precision[]) as p (n, e, control_n, control_e)
        where p.e > 0
          and p.control_e > 0
    ),
    sides as (
        select
            s.is_control,
            sum(p.w) as w,
            sum(s.v * s.n) as vn,
            sum(s.v * greatest(s.n, 0)) as gained_vn,
            sum(s.v * s.v * greatest(s.n, 0)) as gained_vvn,
            sum(s.v * p.w) as vw
        from periods as p
        cross join lateral (values (false, p.w / p.e, p.n), (true, p.w / p.control_e, p.control_n)) as s (is_control, v, n)
        group by s.is_control
    ),
    variables as (
        select
            s.is_control,
            s.vn / s.w as rate,
            case when s.gained_vvn > 0 then s.w * s.gained_vn / s.gained_vvn else s.w * s.w / s.vw end as exposure   -- without events: as with a constant rate
        from sides as s
    )
    select
        (one.rate * one.exposure)::numeric,
        one.exposure::numeric,
        (other.rate * other.exposure)::numeric,
        other.exposure::numeric
    from variables as one
    join variables as other on other.is_control
    where not one.is_control;
end
$function$;

comment on function bandit_internal.standardise_rates(numeric[], numeric[], numeric[], numeric[]) is
    'Returns count and exposure of two sides over several periods, such that count / exposure is the rate of a side standardised over the periods, sum(w n / e) / sum(w) with w = e1 e2 / (e1 + e2), and has its variance. No row without a period that has exposure on both sides. Sources: Mantel and Haenszel 1959 and Greenland and Robins 1985 (weights); Fay and Feuer 1997 (gamma variable of a standardised rate).';

revoke all on function bandit_internal.standardise_rates(numeric[], numeric[], numeric[], numeric[]) from public;
grant execute on function bandit_internal.standardise_rates(numeric[], numeric[], numeric[], numeric[]) to bandit_operator, bandit_reader;
