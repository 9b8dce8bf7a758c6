-- judged_counts: the follower counts of an account, and which of them are believed.
--
-- Counts of the week before, and ten more, are read too: they decide about the first ones.

create or replace function bandit_internal.judged_counts(
    p_account_id bigint,        -- the account
    p_since      timestamptz,   -- counts from this time on are complete
    p_now        timestamptz    -- later counts are not used
) returns table (
    snapshot_at timestamptz,
    source      text,
    followers   bigint,
    is_believed boolean
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_from      timestamptz;
    v_times     timestamptz[];
    v_sources   text[];
    v_followers bigint[];
begin
    select coalesce(min(e.snapshot_at), p_since - bandit_internal.count_window())
    into v_from
    from (
        select f.snapshot_at
        from bandit_internal.stg_follower_counts as f
        where f.account_id = p_account_id
          and f.snapshot_at < p_since - bandit_internal.count_window()
          and f.followers is not null
        order by f.snapshot_at desc
        limit 10
    ) as e;

    select array_agg(c.snapshot_at), array_agg(c.source), array_agg(c.followers)
    into v_times, v_sources, v_followers
    from (
        select f.snapshot_at, f.source, f.followers
        from bandit_internal.stg_follower_counts as f
        where f.account_id = p_account_id
          and f.snapshot_at >= v_from
          and f.snapshot_at <= p_now
          and f.followers is not null
        order by f.snapshot_at, f.source collate "C"
    ) as c;

    return query
    select c.*
    from unnest(v_times, v_sources, v_followers, bandit_internal.judge_counts(v_times, v_followers)) as c;
end
$function$;

comment on function bandit_internal.judged_counts(bigint, timestamptz, timestamptz) is
    'Returns the follower counts up to p_now, ascending by time and source, from some counts before p_since on, and whether each is believed, see judge_counts. Internal.';

revoke all on function bandit_internal.judged_counts(bigint, timestamptz, timestamptz) from public;
grant execute on function bandit_internal.judged_counts(bigint, timestamptz, timestamptz) to bandit_operator, bandit_reader;
