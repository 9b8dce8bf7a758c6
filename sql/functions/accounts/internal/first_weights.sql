-- first_weights: the weights of the generators of a new account.

create or replace function bandit_internal.first_weights(
    p_generators bandit_internal.generator_entry[],   -- from parse_generators
    p_min_weight numeric                              -- the floor
) returns table (
    generator_name text,
    weight         numeric
)
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_rounding constant numeric := 0.01;   -- of thirds and the like
    v_count    integer := cardinality(p_generators);
    v_sum      numeric := (select coalesce(sum(e.weight), 0) from unnest(p_generators) as e);
    v_open     bigint := (select count(*) from unnest(p_generators) as e where e.weight is null);
    v_smallest numeric := (select min(e.weight) from unnest(p_generators) as e);
begin
    if v_count * p_min_weight > 1 then
        raise exception '% generators are too many for the floor of the weights', v_count
            using errcode = 'WT012',
                  detail  = format('min_weight of a new account is %s, which leaves room for %s', p_min_weight, trunc(1 / p_min_weight)),
                  hint    = format('create the account without generators, set min_weight to at most %s, and add them', trunc(1.0 / v_count, 4));
    end if;
    if v_count > 0 and (v_sum > 1 + c_rounding or (v_open = 0 and v_sum < 1 - c_rounding) or v_sum + v_open * p_min_weight > 1 + c_rounding) then
        raise exception 'the weights of the generators must sum to 1'
            using errcode = 'WT004',
                  detail  = format('they sum to %s%s', v_sum, case when v_open > 0 then format('; %s more have no weight', v_open) else '' end),
                  hint    = format('change the weights, or leave them out where a fair share will do; the smallest possible one is %s', p_min_weight);
    end if;
    if v_smallest < p_min_weight then
        raise exception '% is not a weight', v_smallest
            using errcode = 'WT004',
                  detail  = format('a weight is between min_weight %s and 1', p_min_weight),
                  hint    = 'raise the weight, or leave it out for a fair share';
    end if;

    return query
    select w.generator_name, w.weight
    from bandit_internal.project_weights(
        array(select e.generator_name from unnest(p_generators) as e),
        array(select coalesce(e.weight, (1 - v_sum) / nullif(v_open, 0)) from unnest(p_generators) as e),
        array_fill(null::numeric, array[v_count]),
        p_min_weight
    ) as w
    where v_count > 0;
end
$function$;

comment on function bandit_internal.first_weights(bandit_internal.generator_entry[], numeric) is
    'Returns the weights of a new account''s generators (sum exactly 1.0000): the given ones, and equal shares of the rest for the others. Weights that do not sum to 1 or are under the floor: WT004. Too many generators: WT012. Internal.';

revoke all on function bandit_internal.first_weights(bandit_internal.generator_entry[], numeric) from public;
