-- check_room: whether the other generators leave room for a weight.

create or replace function bandit_internal.check_room(
    p_account_id     bigint,    -- the account
    p_generator_name text,      -- who is to have the weight
    p_weight         numeric,   -- the weight, 0 to 1; null: whatever is left
    p_min_weight     numeric    -- the floor
) returns void
language plpgsql
stable
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
    from bandit_internal.stg_generators as g
    where g.account_id = p_account_id
      and g.generator_name <> p_generator_name
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

comment on function bandit_internal.check_room(bigint, text, numeric, numeric) is
    'Raises WT012 with the largest possible weight where a smaller one would fit; where none would, that is for project_weights to say. Internal.';

revoke all on function bandit_internal.check_room(bigint, text, numeric, numeric) from public;
