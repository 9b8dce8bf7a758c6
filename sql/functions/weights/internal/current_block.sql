-- current_block: the block that an account is in at a time.

create or replace function bandit_internal.current_block(
    p_account_id bigint,        -- the account
    p_hours      integer,       -- length of a block; null: the account does not choose in blocks
    p_now        timestamptz    -- the time
) returns table (
    starts_at timestamptz,
    ends_at   timestamptz,
    draw      double precision
)
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_began timestamptz := (select a.created_at from bandit.accounts as a where a.account_id = p_account_id);
begin
    return query
    select b.starts_at, b.starts_at + p_hours * interval '1 hour', bandit_internal.block_draw(p_account_id, b.number)
    from bandit_internal.block_at(v_began, p_hours, p_now) as b;
end
$function$;

comment on function bandit_internal.current_block(bigint, integer, timestamptz) is
    'Returns the start and end of the block at p_now and its draw, in [0,1); NULL: no blocks.';

revoke all on function bandit_internal.current_block(bigint, integer, timestamptz) from public;
