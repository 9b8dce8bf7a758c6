-- store_attributions: stores the share of each post in the gain of each interval. A share of 0 has no row.

create or replace function bandit_internal.store_attributions(
    p_account_id bigint,                               -- the account
    p_balances   bandit_internal.interval_balance[],   -- the intervals and gaps from p_since to p_now
    p_since      timestamptz,                          -- intervals that end earlier are left as they are
    p_now        timestamptz                           -- intervals that end later are left as they are
) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_changed bigint;
begin
    with wanted as materialized (
        select b.until_at, s.decision_id, s.followers, 'attributed' as source
        from unnest(p_balances) as b
        cross join lateral unnest(b.sharers, b.shares) as s (decision_id, followers)
        where s.followers <> 0
        union all
        select b.until_at, r.decision_id, r.followers, 'reported'
        from unnest(p_balances) as b
        cross join lateral unnest(b.reported_for, b.reported_parts) as r (decision_id, followers)
        where b.gained is not null
    ),
    compared as materialized (
        select until_at, decision_id, w.followers, w.source
        from wanted as w
        full join (
            select a.until_at, a.decision_id, a.followers, a.source
            from bandit.follower_attributions as a
            where a.account_id = p_account_id
              and a.until_at >= p_since
              and a.until_at <= p_now
        ) as s using (until_at, decision_id)
        where (w.followers, w.source) is distinct from (s.followers, s.source)
    ),
    deleted as (
        delete from bandit.follower_attributions as a
        using compared as c
        where c.followers is null
          and a.account_id = p_account_id
          and a.until_at = c.until_at
          and a.decision_id = c.decision_id
        returning a.decision_id
    ),
    written as (
        insert into bandit.follower_attributions as a (account_id, until_at, decision_id, followers, source)
        select p_account_id, c.until_at, c.decision_id, c.followers, c.source
        from compared as c
        where c.followers is not null
        on conflict (account_id, until_at, decision_id) do update
        set followers = excluded.followers,
            source = excluded.source
        returning a.decision_id
    )
    select (select count(*) from deleted) + (select count(*) from written)
    into v_changed;

    return v_changed;
end
$function$;

comment on function bandit_internal.store_attributions(bigint, bandit_internal.interval_balance[], timestamptz, timestamptz) is
    'Stores the attributions that differ from the stored ones; returns their number. Internal.';

revoke all on function bandit_internal.store_attributions(bigint, bandit_internal.interval_balance[], timestamptz, timestamptz) from public;
