-- transform_weights: the probabilities that an experiment arm makes of the weights.
--
-- flatten moves every weight towards the mean: w' = (1 - s) w + s * mean, s the strength. boost_low multiplies the lowest
-- third by weight (n / 3 rounded down; ties by name) by 1 + s and the rest by 1 - s / 3: with the strength 0.3 by 1.3 and by
-- 0.9. The transforms weights and policy replace the weights by the arm's own. All are then projected like any weights, so that
-- pins, testing weights and the floor hold in every arm; a generator without a weight in the arm gets the floor.

create or replace function bandit_internal.transform_weights(
    p_names      text[],      -- n generators
    p_weights    numeric[],   -- their n weights, 0 to 1
    p_fixed      numeric[],   -- n weights that hold in every arm; null: free
    p_transform  text,        -- none, flatten, boost_low, weights or policy
    p_strength   numeric,     -- 0 to 1
    p_min_weight numeric,     -- floor of the free ones
    p_own        jsonb        -- the arm's own weights, {generator: weight}, for weights and policy
) returns table (
    generator_name text,
    propensity     numeric
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_scores numeric[];
begin
    if p_transform = 'none' then
        return query
        select w.name, w.weight
        from unnest(p_names, p_weights) as w (name, weight);
        return;
    end if;

    select array_agg(
        case
            when p_transform in ('weights', 'policy') then coalesce((p_own ->> r.name)::numeric, 0)
            when p_transform = 'flatten'           then (1 - p_strength) * r.weight + p_strength * r.mean
            when r.place <= r.generators / 3       then r.weight * (1 + p_strength)
            else r.weight * (1 - p_strength / 3)
        end order by r.ordinal
    )
    into v_scores
    from (
        select
            w.ordinal,
            w.name,
            w.weight,
            avg(w.weight) over free as mean,
            count(*) over free as generators,
            row_number() over (partition by w.fixed is null order by w.weight, w.name collate "C") as place
        from unnest(p_names, p_weights, p_fixed) with ordinality as w (name, weight, fixed, ordinal)
        window free as (partition by w.fixed is null)
    ) as r;

    return query
    select p.generator_name, p.weight
    from bandit_internal.project_weights(p_names, v_scores, p_fixed, p_min_weight) as p;
end
$function$;

comment on function bandit_internal.transform_weights(text[], numeric[], numeric[], text, numeric, numeric, jsonb) is
    'Returns the propensities (0 to 1, steps of 0.0001) of an arm from weights, fixed weights exact and none of the others under the floor: none (unchanged), flatten (towards the mean) boost_low (lowest third x (1 + strength), rest x (1 - strength / 3)), weights or policy (the arm''s own weights). Infeasible: WT012.';

revoke all on function bandit_internal.transform_weights(text[], numeric[], numeric[], text, numeric, numeric, jsonb) from public;
grant execute on function bandit_internal.transform_weights(text[], numeric[], numeric[], text, numeric, numeric, jsonb) to bandit_operator, bandit_reader;
