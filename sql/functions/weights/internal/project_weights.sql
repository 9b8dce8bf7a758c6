-- project_weights: the one function that turns scores into weights.
--
-- Fixed weights stay as they are. The others share what remains in proportion to their scores, none under the floor:
-- water-filling, the projection that keeps the proportions of all weights above the floor. (Clamping first and dividing
-- afterwards would push the clamped weights under the floor again.) The weights under the floor are the first in ascending
-- order of the scores, so one pass over running sums finds the level. Rounding to 0.0001 is by largest remainder (Hamilton's
-- method of apportionment), so that the sum is exactly 1.0000 and the order of the scores is kept.

create or replace function bandit_internal.project_weights(
    p_names      text[],      -- generators, n names
    p_scores     numeric[],   -- n scores >= 0 of any scale; all zero: equal shares; null where fixed
    p_fixed      numeric[],   -- n weights in steps of 0.0001 that must be kept exactly; null: free
    p_min_weight numeric      -- floor of the free ones, in steps of 0.0001
) returns table (
    generator_name text,
    weight         numeric
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_fixed numeric := (select coalesce(sum(f.fixed), 0) from unnest(p_fixed) as f (fixed));
    v_free  integer := (select count(*) from unnest(p_names, p_fixed) as f (name, fixed) where f.fixed is null);
    v_room  numeric := 1 - v_fixed;
begin
    if v_room < v_free * p_min_weight or (v_free = 0 and v_room <> 0) then
        raise exception 'the fixed weights leave no valid share for the others'
            using errcode = 'WT012',
                  detail  = format('fixed weights sum to %s; %s others at a floor of %s need between %s and %s',
                                   v_fixed, v_free, p_min_weight, v_free * p_min_weight, case when v_free = 0 then 0 else 1 end),
                  hint    = case
                                when v_free = 0 then 'release a pin or enable a generator, so that one is free to take up the rest'
                                when v_room < v_free * 0.0001 then 'lower or release a pin'
                                else format('release a pin, or lower min_weight to at most %s', trunc(v_room / v_free, 4))
                            end;
    end if;

    return query
    with free as (
        select
            e.name,
            case when sum(e.score) over () = 0 then 1 else e.score end as score
        from unnest(p_names, p_scores, p_fixed) as e (name, score, fixed)
        where e.fixed is null
    ),
    ranked as (
        select
            f.name,
            f.score,
            row_number() over (order by f.score, f.name collate "C") - 1 as lower_ones,
            sum(f.score) over (order by f.score desc, f.name collate "C" desc rows unbounded preceding) as score_from_here
        from free as f
    ),
    levelled as (
        select
            r.name,
            r.score,
            r.score * (v_room - r.lower_ones * p_min_weight) < p_min_weight * r.score_from_here as is_under_floor
        from ranked as r
    ),
    shared as (
        select
            l.name,
            l.score,
            case
                when l.is_under_floor then p_min_weight
                else greatest(
                    p_min_weight,
                    l.score * (v_room - p_min_weight * count(*) filter (where l.is_under_floor) over ())
                        / sum(l.score) filter (where not l.is_under_floor) over ()
                )
            end * 10000 as share
        from levelled as l
    ),
    apportioned as (
        select
            s.name,
            floor(s.share) as units,
            row_number() over (order by s.share - floor(s.share) desc, s.score desc, s.name collate "C") as place,
            v_room * 10000 - sum(floor(s.share)) over () as units_left
        from shared as s
    )
    select a.name, ((a.units + case when a.place <= a.units_left then 1 else 0 end) / 10000)::numeric(5, 4)
    from apportioned as a
    union all
    select e.name, e.fixed::numeric(5, 4)
    from unnest(p_names, p_fixed) as e (name, fixed)
    where e.fixed is not null;
end
$function$;

comment on function bandit_internal.project_weights(text[], numeric[], numeric[], numeric) is
    'Returns weights (0 to 1, steps of 0.0001, sum exactly 1.0000) from scores: fixed ones exact, the others in proportion, none under the floor (water-filling, largest remainder). Infeasible: WT012 with the largest floor that fits.';

revoke all on function bandit_internal.project_weights(text[], numeric[], numeric[], numeric) from public;
grant execute on function bandit_internal.project_weights(text[], numeric[], numeric[], numeric) to bandit_operator, bandit_reader;
