-- weights_at: the weights at a time.
--
-- The new weight of the latest change up to then; before the first change its old weight; the present weight of a generator that
-- never changed.

create or replace function bandit_internal.weights_at(
    p_account_id bigint,        -- the account
    p_at         timestamptz    -- the time
) returns table (
    generator_name text,
    weight         numeric,
    reason         text,
    changed_at     timestamptz
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    select
        g.generator_name,
        coalesce(earlier.new_weight, later.old_weight, g.weight)::numeric,
        earlier.reason,
        earlier.changed_at
    from bandit_internal.stg_generators as g
    left join lateral (
        select c.new_weight, c.reason, c.changed_at
        from bandit_internal.stg_weight_changes as c
        where c.account_id = g.account_id
          and c.generator_name = g.generator_name
          and c.changed_at <= p_at
        order by c.changed_at desc, c.change_id desc
        limit 1
    ) as earlier on true
    left join lateral (
        select c.old_weight
        from bandit_internal.stg_weight_changes as c
        where c.account_id = g.account_id
          and c.generator_name = g.generator_name
          and c.changed_at > p_at
        order by c.changed_at, c.change_id
        limit 1
    ) as later on true
    where g.account_id = p_account_id;
end
$function$;

comment on function bandit_internal.weights_at(bigint, timestamptz) is
    'Returns the weight (0 to 1) of every generator at a time, with the reason and the time of the change that set it; reason NULL: not changed up to then.';

revoke all on function bandit_internal.weights_at(bigint, timestamptz) from public;
grant execute on function bandit_internal.weights_at(bigint, timestamptz) to bandit_operator, bandit_reader;
