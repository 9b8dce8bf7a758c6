-- context_cells: the posts of each generator in each context, summed.
--
-- A level of a factor needs 20 posts and a name of at most 200 characters, because a context is a key. A factor has its 12 most
-- frequent levels, and at least two; every other level is any. An effect of a topic lasts longer than a rate, so the half-life
-- is doubled here.

create or replace function bandit_internal.context_cells(
    p_days       bandit_internal.learning_day[],   -- from learning_days
    p_rate       double precision,        -- of account_rate
    p_dispersion double precision,        -- of account_dispersion
    p_today      integer,                 -- day of the run, in days since 1970-01-01
    p_half_life  double precision         -- days
) returns bandit_internal.context_cell[]
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_level_posts constant integer := 20;
    c_levels      constant integer := 12;
    c_length      constant integer := 200;
    c_lasting     constant double precision := 2;   -- half-lives
    c_none        constant double precision[] := array[1, 1, 1];
begin
    return (
        with cells as materialized (
            select
                u.generator_name,
                p.topic,
                p.format,
                p.daypart::text as daypart,
                sum(w.weight * p.followers) as followers,
                sum(w.weight * p.exposure_1k) as exposure_1k,
                sum(f.forgetting * w.weight * p.exposure_1k) as rate_exposure_1k,   -- the square of forgetting has the half-life of the rate
                count(*) as posts
            from unnest(p_days) as u
            cross join lateral (select bandit_internal.forgetting_weight(p_today - u.day, c_lasting * p_half_life) as forgetting) as f
            cross join lateral unnest(u.post_followers, u.post_exposures_1k, u.post_topics, u.post_formats, u.post_dayparts)
                as p (followers, exposure_1k, topic, format, daypart)
            cross join lateral (select f.forgetting * bandit_internal.observation_weight(p.exposure_1k, p_rate, p_dispersion) as weight offset 0) as w
            group by u.generator_name, p.topic, p.format, p.daypart
        ),
        counted as (
            select
                l.factor,
                l.level,
                sum(c.posts) as posts,
                row_number() over (partition by l.factor order by sum(c.posts) desc, l.level collate "C") as place
            from cells as c
            cross join lateral (values ('topic', c.topic), ('format', c.format), ('daypart', c.daypart)) as l (factor, level)
            where length(l.level) <= c_length
            group by l.factor, l.level
        ),
        frequent as (
            select c.factor, c.level, count(*) over (partition by c.factor) as levels
            from counted as c
            where c.posts >= c_level_posts
              and c.place <= c_levels
        ),
        levels as (
            select f.factor, f.level
            from frequent as f
            where f.levels > 1
        ),
        summed as (
            select
                c.generator_name,
                array[t.level, f.level, s.level] as levels,
                sum(c.followers) as followers,
                sum(c.exposure_1k) as exposure_1k,
                sum(c.rate_exposure_1k) as rate_exposure_1k
            from cells as c
            left join levels as t on t.factor = 'topic' and t.level = c.topic
            left join levels as f on f.factor = 'format' and f.level = c.format
            left join levels as s on s.factor = 'daypart' and s.level = c.daypart
            group by c.generator_name, t.level, f.level, s.level
        )
        select array_agg(row(s.generator_name, s.levels, s.followers, s.exposure_1k, s.rate_exposure_1k, c_none, c_none)::bandit_internal.context_cell)
        from summed as s
    );
end
$function$;

comment on function bandit_internal.context_cells(bandit_internal.learning_day[], double precision, double precision, integer, double precision) is
    'Returns per generator and context the followers and the exposure of its posts, each with its observation weight and its forgetting weight; NULL: there are no posts.';

revoke all on function bandit_internal.context_cells(bandit_internal.learning_day[], double precision, double precision, integer, double precision) from public;
grant execute on function bandit_internal.context_cells(bandit_internal.learning_day[], double precision, double precision, integer, double precision) to bandit_operator, bandit_reader;
