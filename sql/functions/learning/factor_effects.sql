-- factor_effects: what a topic, a format or a slot of the day does to one generator and not to others.
--
-- For every generator and level of a factor the followers are held against what the generator's own rate and the level's
-- effect on all generators would give. How far the interaction reaches is its variance 1/kappa by moments: what the cells
-- differ more than chance would have it, and 1 at most. A cell is then a gamma variable of mean (kappa + observed) / (kappa + expected).
-- A factor is at work where the excess lies half a standard error above none: from there on what little is known does more
-- good than harm, shrunk as it is. Of the others nothing is returned. What is peculiar to a topic outlasts a rate, so posts
-- count twice as long here. A level needs 20 posts and a name of at most 200 characters, since a context is a key; a factor has its 12 most frequent.

create or replace function bandit.factor_effects(
    p_names      text[],                  -- all generators of the account
    p_days       bandit.learning_day[],   -- from learning_days
    p_rate       double precision,        -- of account_rate
    p_dispersion double precision,        -- of account_dispersion
    p_today      integer,                 -- day of the run, counted from 1970-01-01
    p_half_life  double precision         -- days
) returns setof bandit.factor_effect
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $function$
declare
    c_level_posts constant integer := 20;
    c_levels      constant integer := 12;
    c_length      constant integer := 200;
    c_variance    constant double precision := 0.02;   -- of the prior
    c_cells       constant double precision := 15;     -- what it is worth
    c_certainty   constant double precision := 0.5;
    c_lasting     constant double precision := 2;      -- half-lives: longer than the rates themselves
begin
    return query
    with posts as (
        select
            u.generator_name,
            p.topic,
            p.format,
            p.slot,
            sum(c.weight * p.followers) as followers,
            sum(c.weight * p.exposure) as exposure,
            sum(c.weight * c.forgetting * p.exposure) as variance,
            count(*) as posts
        from unnest(p_days) as u
        cross join lateral unnest(u.post_followers, u.post_exposures, u.post_topics, u.post_formats, u.post_slots)
            as p (followers, exposure, topic, format, slot)
        cross join lateral (select bandit.forgetting_weight(p_today - u.day, c_lasting * p_half_life) as forgetting) as f
        cross join lateral (select f.forgetting, f.forgetting * bandit.post_credence(p.exposure, p_rate, p_dispersion) as weight offset 0) as c
        group by u.generator_name, p.topic, p.format, p.slot
    ),
    summed as (
        select
            p.generator_name,
            case when grouping(p.topic) = 0 then 'topic' when grouping(p.format) = 0 then 'format' else 'slot' end as factor,
            coalesce(p.topic, p.format, p.slot::text) as level,
            sum(p.followers) as followers,
            sum(p.exposure) as exposure,
            sum(p.variance) as variance,
            sum(p.posts) as posts
        from posts as p
        group by grouping sets ((p.generator_name, p.topic), (p.generator_name, p.format), (p.generator_name, p.slot))
    ),
    levels as (
        select s.factor, s.level
        from (
            select s.factor, s.level, sum(s.posts) as posts, row_number() over (partition by s.factor order by sum(s.posts) desc, s.level collate "C") as place
            from summed as s
            where length(s.level) <= c_length
            group by s.factor, s.level
        ) as s
        where s.posts >= c_level_posts
          and s.place <= c_levels
    ),
    rated as (
        select
            s.*,
            (greatest(sum(s.followers) over own, 0) + 1) / (sum(s.exposure) over own + 1 / p_rate) as rate
        from summed as s
        join levels as l on l.factor = s.factor and l.level = s.level
        window own as (partition by s.factor, s.generator_name)
    ),
    cells as (
        select
            r.generator_name,
            r.factor,
            r.level,
            greatest(r.followers, 0) as observed,
            r.rate * r.exposure * c.effect as expected,
            r.rate * r.variance * c.effect as variance
        from rated as r
        join (
            select r.factor, r.level, (greatest(sum(r.followers), 0) + 1) / (sum(r.rate * r.exposure) + 1) as effect
            from rated as r
            group by r.factor, r.level
        ) as c on c.factor = r.factor and c.level = r.level
    ),
    weighed as (
        select
            c.*,
            power(c.expected + c.variance / c.expected, -2) as weight,
            c.variance * (1 - 1.0::double precision / count(*) over (partition by c.factor, c.generator_name))
                * (1 - 1.0::double precision / count(*) over (partition by c.factor, c.level)) as chance
        from cells as c
        where c.expected > 0
    ),
    moments as (
        select
            w.factor,
            sum(w.weight * (power(w.observed - w.expected, 2) - w.chance)) as excess,
            sqrt(sum(w.weight * w.weight * w.chance * (2 * w.chance + 1))) as error,
            sum(w.weight * w.expected * w.expected) as scale
        from weighed as w
        group by w.factor
    ),
    at_work as (
        select m.factor, greatest((m.scale + c_cells) / (m.excess + c_cells * c_variance), 1) as kappa
        from moments as m
        where m.excess > c_certainty * m.error
          and m.error > 0   -- more levels than one, and more generators
    )
    select
        n.generator_name,
        p.factor,
        l.level,
        ln((p.kappa + coalesce(c.observed, 0)) / (p.kappa + coalesce(c.expected, 0))) - 0.5 / (p.kappa + coalesce(c.observed, 0)),
        sqrt(1 / (p.kappa + coalesce(c.observed, 0)))
    from at_work as p
    join levels as l on l.factor = p.factor
    cross join unnest(p_names) as n (generator_name)
    left join cells as c
        on c.generator_name = n.generator_name
       and c.factor = l.factor
       and c.level = l.level;
end
$function$;

comment on function bandit.factor_effects(text[], bandit.learning_day[], double precision, double precision, integer, double precision) is
    'Interaction of generator and topic, format or slot, of the factors that are at work: ln((kappa + N)/(kappa + E)) - 1/(2 shape) with its standard error 1/sqrt(shape), shape kappa + N; 1/kappa = least(1, (sum v((N-E)^2 - df V) + 0.3) / (sum v E^2 + 15)), v = (E + V/E)^-2: a gamma random effect, its variance by moments (Buehlmann and Straub 1970).';

revoke all on function bandit.factor_effects(text[], bandit.learning_day[], double precision, double precision, integer, double precision) from public;
grant execute on function bandit.factor_effects(text[], bandit.learning_day[], double precision, double precision, integer, double precision) to bandit_operator, bandit_reader;
