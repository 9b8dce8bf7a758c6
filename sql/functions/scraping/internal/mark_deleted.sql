-- mark_deleted: the platform says that posts are gone: their metrics stay, and nobody asks for them again.

create or replace function bandit_internal.mark_deleted(
    p_account_id   bigint,        -- the account
    p_decision_ids uuid[],        -- the decisions; one may stand twice
    p_now          timestamptz    -- time of the answer
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_actor text := session_user;
    v_gone  jsonb;
begin
    update bandit.scrapes as s
    set due_at = null,
        worker = null,
        lease_ends_at = null
    where s.account_id = p_account_id
      and s.decision_id = any (p_decision_ids)
      and s.due_at is not null;

    with gone as (
        update bandit.content_metadata as c
        set deleted_at = p_now
        where c.account_id = p_account_id
          and c.decision_id = any (p_decision_ids)
          and c.deleted_at is null
        returning c.tweet_id, c.generator_name
    )
    select jsonb_agg(to_jsonb(g))
    into v_gone
    from gone as g;

    perform bandit_internal.log_event(p_account_id, p_now, 'post_deleted', v_actor, format('post %s is gone from the platform', g.tweet_id),
                             jsonb_build_object('tweet_id', g.tweet_id), g.generator_name)
    from jsonb_to_recordset(v_gone) as g (tweet_id text, generator_name text);
end
$function$;

comment on function bandit_internal.mark_deleted(bigint, uuid[], timestamptz) is
    'Marks posts as deleted, once, with the event post_deleted, and takes them from the schedule. Internal.';

revoke all on function bandit_internal.mark_deleted(bigint, uuid[], timestamptz) from public;
