-- believed_counts: the follower counts of an account that are believed, one at a time.
--
-- Of several counts at one time, the first by source is used.

create or replace function bandit_internal.believed_counts(
    p_account_id bigint,        -- the account
    p_since      timestamptz,   -- counts from this time on, and some before it
    p_now        timestamptz,   -- later counts are not used
    out times    timestamptz[],
    out counts   bigint[]
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    select array_agg(c.snapshot_at order by c.snapshot_at), array_agg(c.followers order by c.snapshot_at)
    into times, counts
    from (
        select distinct on (j.snapshot_at) j.snapshot_at, j.followers
        from bandit_internal.judged_counts(p_account_id, p_since, p_now) as j
        where j.is_believed
        order by j.snapshot_at, j.source collate "C"
    ) as c;
end
$function$;

comment on function bandit_internal.believed_counts(bigint, timestamptz, timestamptz) is
    'Returns the times, ascending, and the follower counts that are believed, from at least the last one before p_since on; NULL: there is none. Internal.';

revoke all on function bandit_internal.believed_counts(bigint, timestamptz, timestamptz) from public;
