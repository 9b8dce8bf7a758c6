-- check_room: checks that the other generators leave room for a weight.

create or replace function bandit_internal.check_room(
    p_generators     bandit_internal.generator_weight[],   -- all generators of the account
    p_generator_name text,                                -- the one that gets the weight
    p_weight         numeric,                             -- the weight, 0 to 1; null: whatever is left
    p_min_weight     numeric                              -- floor of the weights that are not fixed
) returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_fixed   numeric;
    v_free    bigint;
    v_largest numeric;
begin
    select
        coalesce(sum(g.weight) filter (where g.pinned_weight is not null or g.status = 'testing'), 0),
        count(*) filter (where g.pinned_weight is null and g.status = 'active')
    into v_fixed, v_free
    from unnest(p_generators) as g
    where g.generator_name <> p_generator_name
      and g.status in ('active', 'testing');

    v_largest := 1 - v_fixed - v_free * p_min_weight;
    if p_weight > v_largest and v_largest >= p_min_weight then
        raise exception 'the fixed weights leave no valid share for the others'
            using errcode = 'WT012',
                  detail  = format('%s at %s; the other fixed weights sum to %s; %s free ones at a floor of %s need %s',
                                   p_generator_name, p_weight, v_fixed, v_free, p_min_weight, v_free * p_min_weight),
                  hint    = format('use at most %s', v_largest);
    end if;
end
$function$;

comment on function bandit_internal.check_room(bandit_internal.generator_weight[], text, numeric, numeric) is
    'Raises WT012 with the largest possible weight if p_weight is too large and a smaller one fits; if none fits, project_weights raises the error.';

revoke all on function bandit_internal.check_room(bandit_internal.generator_weight[], text, numeric, numeric) from public;
