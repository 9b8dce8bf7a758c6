-- context_scores: the scores of the policy thompson in each context.
--
-- As its scores without a context, with the rates of that context; an exponent of 2 and 100 draws, since less is known there.
-- The limit of generators with few posts is the same (cap_unproven).

create or replace function bandit_internal.context_scores(
    p_contenders bandit_internal.contender[],             -- the generators whose weight is not held
    p_posteriors bandit_internal.generator_posterior[],   -- of these generators, with the effects of contexts
    p_max_posts  integer                                  -- a generator with this many posts is not limited
) returns table (
    generator_name text,
    context_scores bandit_internal.context_score[]
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_sharpening constant double precision := 2;
    c_draws      constant integer := 100;
begin
    return query
    with contexts as (
        select
            e.topic,
            e.format,
            e.daypart,
            array_agg(
                row(c.generator_name, c.shape, c.exposure_1k, c.log_value + e.log_effect, sqrt(power(c.standard_error, 2) + power(e.standard_error, 2)),
                    c.rate_draws[:c_draws], c.value_draws[:c_draws])::bandit_internal.contender
            ) as contenders
        from unnest(p_contenders) as c
        join unnest(p_posteriors) as p using (generator_name)
        cross join lateral unnest(p.effects) as e
        group by e.topic, e.format, e.daypart
    ),
    scored as (
        select
            x.topic,
            x.format,
            x.daypart,
            array_agg(b.generator_name) as names,
            bandit_internal.cap_unproven(array_agg(power(b.best_probability, c_sharpening)), array_agg(p.posts), p_max_posts) as scores
        from contexts as x
        cross join lateral bandit_internal.best_probabilities(x.contenders) as b
        join unnest(p_posteriors) as p using (generator_name)
        group by x.topic, x.format, x.daypart
    )
    select
        s.generator_name,
        array_agg(
            row(x.topic, x.format, x.daypart, s.score::numeric)::bandit_internal.context_score
            order by x.topic collate "C", x.format collate "C", x.daypart
        )
    from scored as x
    cross join lateral unnest(x.names, x.scores) as s (generator_name, score)
    group by s.generator_name;
end
$function$;

comment on function bandit_internal.context_scores(bandit_internal.contender[], bandit_internal.generator_posterior[], integer) is
    'Returns P^2 of each generator in each context, P the probability that it is the best of p_contenders there, limited by cap_unproven. No row where no context has an effect.';

revoke all on function bandit_internal.context_scores(bandit_internal.contender[], bandit_internal.generator_posterior[], integer) from public;
grant execute on function bandit_internal.context_scores(bandit_internal.contender[], bandit_internal.generator_posterior[], integer) to bandit_operator, bandit_reader;
