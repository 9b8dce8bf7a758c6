-- block_length: whether an account chooses in blocks, and how long they are.
--
-- Blocks end when the best generator is clear: then they tell no more, and an audience reads the same persona anyway.

create or replace function bandit_internal.block_length(
    p_account_id bigint   -- the account
) returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        select s.block_hours
        from bandit.account_settings as s
        cross join lateral (
            select max(g.weight) / nullif(sum(g.weight) filter (where g.weight > s.min_weight), 0) as share
            from bandit.generator_weights as g
            where g.account_id = s.account_id
              and g.status in ('active', 'testing')
        ) as l
        where s.account_id = p_account_id
          and s.block_hours > 0
          and coalesce(l.share, 0) < s.block_until
    );
end
$function$;

comment on function bandit_internal.block_length(bigint) is
    'Returns the setting block_hours; NULL: the setting is 0, or one generator has a share of block_until in the weights above the floor.';

revoke all on function bandit_internal.block_length(bigint) from public;
