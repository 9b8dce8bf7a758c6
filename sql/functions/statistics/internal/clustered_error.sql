-- clustered_error: the standard error of a mean whose values are not independent within blocks.

create or replace function bandit_internal.clustered_error(
    p_values double precision[],   -- n values
    p_blocks timestamptz[]         -- block of each; null: a value by itself
) returns double precision
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        with departures as (
            select v.value - avg(v.value) over () as departure, v.block, case when v.block is null then v.place end as place
            from unnest(p_values, p_blocks) with ordinality as v (value, block, place)
        ),
        clusters as (
            select sum(d.departure) as departure
            from departures as d
            group by d.block, d.place
        )
        select sqrt(sum(c.departure ^ 2) * count(*) / nullif(count(*) - 1, 0)) / cardinality(p_values)
        from clusters as c
    );
end
$function$;

comment on function bandit_internal.clustered_error(double precision[], timestamptz[]) is
    'Returns the standard error of the mean of n values in C blocks: sqrt(C / (C - 1) sum of (sum of departures in a block)^2) / n (Liang and Zeger 1986); without blocks the usual one. NULL: fewer than two blocks, or NULL given.';

revoke all on function bandit_internal.clustered_error(double precision[], timestamptz[]) from public;
grant execute on function bandit_internal.clustered_error(double precision[], timestamptz[]) to bandit_operator, bandit_reader;
