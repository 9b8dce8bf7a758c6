-- block_draw: the draw of a block.
--
-- A Weyl sequence: successive blocks are distributed evenly over [0,1), so every generator gets its share of blocks soon. The account's number
-- sets the start, so that accounts do not move together.

create or replace function bandit_internal.block_draw(
    p_account_id bigint,   -- the account
    p_number     bigint    -- number of the block
) returns double precision
language sql
immutable
parallel safe
as $function$
    select d.draw - floor(d.draw)
    from (
        select
            ('x' || substr(md5(p_account_id::text), 1, 8))::bit(32)::bigint / 4294967296.0::double precision
            + 0.6180339887498949::double precision * p_number as draw
    ) as d
$function$;

comment on function bandit_internal.block_draw(bigint, bigint) is
    'Returns u = frac(h + 0.618... b), in [0,1): h a hash of the account, b the block, the factor the golden ratio less 1 (Weyl 1916).';

revoke all on function bandit_internal.block_draw(bigint, bigint) from public;
grant execute on function bandit_internal.block_draw(bigint, bigint) to bandit_operator, bandit_reader;
