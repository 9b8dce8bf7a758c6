-- block_at: the block that a time belongs to.

create or replace function bandit_internal.block_at(
    p_began timestamptz,   -- when the account was created
    p_hours integer,       -- length of a block
    p_now   timestamptz    -- the time
) returns table (
    number   bigint,
    starts_at timestamptz
)
language sql
immutable
parallel safe
rows 1
as $function$
    select b.number, to_timestamp((extract(epoch from p_began) + b.number * p_hours * 3600)::double precision)
    from (select floor(extract(epoch from p_now - p_began) / 3600 / p_hours)::bigint as number) as b
$function$;

comment on function bandit_internal.block_at(timestamptz, integer, timestamptz) is
    'Returns the number of the block since the account was created, from 0, and when it starts.';

revoke all on function bandit_internal.block_at(timestamptz, integer, timestamptz) from public;
