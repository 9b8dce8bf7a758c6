-- keep_post: stores the post of a decision that has not arrived yet.
--
-- A decision made while the database was unavailable may wait in a spool, also on another machine. record_decision marks it as
-- posted when it arrives.

create or replace function bandit.keep_post(
    p_decision_id uuid,                       -- id that the caller gave to the choice
    p_tweet_id    text,                       -- the platform's id of the post
    p_posted_at   timestamptz default null,   -- null: clock()
    p_content     text        default null,   -- text of the post; null: not given
    p_account_id  bigint      default null    -- null: the account of the decision, else the current one
) returns table (
    decision_id uuid,
    status      text,
    tweet_id    text,
    posted_at   timestamptz
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_account_id bigint := bandit_internal.resolve_account(bandit_internal.account_of_decisions(p_account_id, array[p_decision_id]));
    v_now        timestamptz := bandit.clock();
    v_posted_at  timestamptz := coalesce(p_posted_at, v_now);
    v_tweet_id   text := bandit_internal.check_post_id(p_tweet_id);
begin
    perform bandit_internal.check_time(v_posted_at, v_now);
    if p_decision_id is null then
        raise exception 'a post needs its decision'
            using errcode = 'WT004', detail = 'p_decision_id is null', hint = 'pass the id of the choice';
    end if;

    if exists (select 1 from bandit.content_metadata as c where c.account_id = v_account_id and c.decision_id = p_decision_id) then
        return query
        select m.*
        from bandit.mark_posted(p_decision_id, v_tweet_id, v_posted_at, null, p_content, v_account_id) as m;
        return;
    end if;

    insert into bandit.early_posts (account_id, decision_id, tweet_id, posted_at, content, kept_at)
    values (v_account_id, p_decision_id, v_tweet_id, v_posted_at, p_content, v_now)
    on conflict (account_id, decision_id) do nothing;

    return query
    select e.decision_id, 'kept', e.tweet_id, e.posted_at
    from bandit.early_posts as e
    where e.account_id = v_account_id
      and e.decision_id = p_decision_id;
end
$function$;

comment on function bandit.keep_post(uuid, text, timestamptz, text, bigint) is
    'Stores the post of a decision that is not known yet (status kept), until record_decision stores the decision; a known decision is marked as posted at once. A repeated call changes nothing. No id, or an invalid time: WT004. Errors of a known decision as those of mark_posted.';

revoke all on function bandit.keep_post(uuid, text, timestamptz, text, bigint) from public;
grant execute on function bandit.keep_post(uuid, text, timestamptz, text, bigint) to bandit_bot, bandit_operator;
