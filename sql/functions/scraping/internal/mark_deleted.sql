-- mark_deleted: the platform reports posts as deleted; their metrics stay, and they are not read again.

create or replace function bandit_internal.mark_deleted(
    p_account_id   bigint,        -- the account
    p_decision_ids uuid[],        -- the decisions, possibly repeated
    p_now          timestamptz    -- time of the report
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_actor      text := session_user;
    v_tweet_ids  text[];
    v_generators text[];
begin
    update bandit.scrapes as s
    set due_at = null,
        worker = null,
        lease_ends_at = null
    where s.account_id = p_account_id
      and s.decision_id = any (p_decision_ids)
      and s.due_at is not null;

    with marked as (
        update bandit.content_metadata as c
        set deleted_at = p_now
        where c.account_id = p_account_id
          and c.decision_id = any (p_decision_ids)
          and c.deleted_at is null
        returning c.tweet_id, c.generator_name
    )
    select array_agg(m.tweet_id), array_agg(m.generator_name)
    into v_tweet_ids, v_generators
    from marked as m;

    perform bandit_internal.log_event(p_account_id, p_now, 'post_deleted', v_actor, format('post %s was deleted from the platform', m.tweet_id),
                             jsonb_build_object('tweet_id', m.tweet_id), m.generator_name)
    from unnest(v_tweet_ids, v_generators) as m (tweet_id, generator_name);
end
$function$;

comment on function bandit_internal.mark_deleted(bigint, uuid[], timestamptz) is
    'Marks posts as deleted, removes them from the schedule, and logs the event post_deleted once per post.';

revoke all on function bandit_internal.mark_deleted(bigint, uuid[], timestamptz) from public;
