-- context_effects: the effects of the contexts of posts on the rate of each generator.
--
-- The effects of topic, format and daypart multiply a rate from which those of the generator's own mix of posts are removed. A
-- context is a combination that occurs, of levels that factor_effects knows; any other level is any. The 32 most frequent are
-- returned, of at least 10 posts each.

create or replace function bandit_internal.context_effects(
    p_days    bandit_internal.learning_day[],   -- from learning_days
    p_effects bandit_internal.factor_effect[]   -- from factor_effects; null: no factor has an effect
) returns table (
    generator_name text,
    effects        bandit_internal.context_effect[]
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_posts    constant integer := 10;
    c_contexts constant integer := 32;
begin
    return query
    with levels as (
        select distinct e.factor, e.level
        from unnest(p_effects) as e
    ),
    contexts as (
        select t.level as topic, f.level as format, s.level as daypart
        from unnest(p_days) as u
        cross join lateral unnest(u.post_topics, u.post_formats, u.post_dayparts) as p (topic, format, daypart)
        left join levels as t on t.factor = 'topic' and t.level = p.topic
        left join levels as f on f.factor = 'format' and f.level = p.format
        left join levels as s on s.factor = 'daypart' and s.level = p.daypart::text
        where p_effects is not null
        group by t.level, f.level, s.level
        having count(*) >= c_posts
           and num_nonnulls(t.level, f.level, s.level) > 0
        order by count(*) desc, t.level collate "C", f.level collate "C", s.level
        limit c_contexts
    ),
    combined as (
        select
            e.generator_name,
            c.topic,
            c.format,
            c.daypart::integer as daypart,
            sum(e.log_effect) as log_effect,
            sqrt(sum(e.standard_error * e.standard_error)) as standard_error
        from contexts as c
        join unnest(p_effects) as e
            on e.factor = 'mix'
            or e.level = case e.factor when 'topic' then c.topic when 'format' then c.format else c.daypart end
        group by e.generator_name, c.topic, c.format, c.daypart
    )
    select
        c.generator_name,
        array_agg(row(c.topic, c.format, c.daypart, c.log_effect, c.standard_error)::bandit_internal.context_effect order by c.topic collate "C", c.format collate "C", c.daypart)
    from combined as c
    group by c.generator_name;
end
$function$;

comment on function bandit_internal.context_effects(bandit_internal.learning_day[], bandit_internal.factor_effect[]) is
    'Returns per generator its effects in the contexts that occur: the sum of the logarithms of the factors'' effects, and the square root of the sum of their squared standard errors. No row where no factor has an effect.';

revoke all on function bandit_internal.context_effects(bandit_internal.learning_day[], bandit_internal.factor_effect[]) from public;
grant execute on function bandit_internal.context_effects(bandit_internal.learning_day[], bandit_internal.factor_effect[]) to bandit_operator, bandit_reader;
