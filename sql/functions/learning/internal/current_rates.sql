-- current_rates: what is known of the present rate of each generator, as one gamma distribution.
--
-- Each hypothesis of when the rate changed has a posterior, conjugate to the Poisson likelihood of weighted posts. Their mixture
-- is replaced by the gamma distribution of its mean and variance, or by the exponential one if that variance were larger.

create or replace function bandit_internal.current_rates(
    p_names     text[],                  -- all generators of the account
    p_days      bandit_internal.learning_day[],   -- from weighted_days
    p_rate      double precision,        -- of account_rate
    p_today     integer,                 -- day of the run, in days since 1970-01-01
    p_half_life double precision         -- days
) returns table (
    generator_name text,
    shape          double precision,
    exposure_1k    double precision,
    changed_on     integer,
    rate_before    double precision,
    rate_after     double precision
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_evidence constant double precision := 0.95;
    v_b        constant double precision := bandit_internal.prior_exposure_1k(p_rate);
begin
    return query
    with hypotheses as (
        select h.*, (h.followers + 1) / (h.exposure_1k + v_b) as rate
        from bandit_internal.change_hypotheses(p_days, p_rate, p_today, p_half_life) as h
    ),
    centred as (
        select h.*, sum(h.probability * h.rate) over (partition by h.generator_name) as mean
        from hypotheses as h
    ),
    mixed as (
        select
            c.generator_name,
            c.mean,
            c.mean ^ 2 / sum(c.probability * (c.rate / (c.exposure_1k + v_b) + (c.rate - c.mean) ^ 2)) as shape
        from centred as c
        group by c.generator_name, c.mean
    ),
    changes as (
        select distinct on (h.generator_name)
            h.generator_name, h.span, h.rate_before, h.followers / h.exposure_1k as rate_after
        from hypotheses as h
        where h.span is not null
          and exists (
              select 1
              from hypotheses as n
              where n.generator_name = h.generator_name
                and n.span is null
                and n.probability < 1 - c_evidence
          )
        order by h.generator_name, h.probability desc, h.span
    )
    select
        g.generator_name,
        s.shape,
        coalesce(s.shape / m.mean, v_b),
        p_today - c.span,
        c.rate_before,
        c.rate_after
    from unnest(p_names) as g (generator_name)
    left join mixed as m on m.generator_name = g.generator_name
    left join changes as c on c.generator_name = g.generator_name
    cross join lateral (select greatest(m.shape, 1) as shape) as s;
end
$function$;

comment on function bandit_internal.current_rates(text[], bandit_internal.learning_day[], double precision, integer, double precision) is
    'Returns Gamma(shape, exposure) of each generator''s followers per 1000 of exposure: a mixture over change_hypotheses of Gamma(1 + N, b + E), b from prior_exposure_1k, by its first two moments; and where a change has a probability of 0.95, its most probable day and the rates before and after (else NULL).';

revoke all on function bandit_internal.current_rates(text[], bandit_internal.learning_day[], double precision, integer, double precision) from public;
grant execute on function bandit_internal.current_rates(text[], bandit_internal.learning_day[], double precision, integer, double precision) to bandit_operator, bandit_reader;
