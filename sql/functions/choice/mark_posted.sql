-- mark_posted: records that the post of a decision was published.

create or replace function bandit.mark_posted(
    p_decision_id uuid,                       -- as choose_generator returned it
    p_tweet_id    text,                       -- the platform's id of the post
    p_posted_at   timestamptz default null,   -- null: p_now
    p_now         timestamptz default null,   -- time from which the age of the post is counted; null: clock()
    p_content     text        default null,   -- text of the post; null: not given
    p_account_id  bigint      default null    -- null: the account of the decision
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
    v_account_id bigint := bandit_internal.resolve_account(bandit_internal.find_decision(p_account_id, p_decision_id));
    v_tweet_id   text := bandit_internal.check_post_id(p_tweet_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_posted_at  timestamptz := coalesce(p_posted_at, v_now);
    v_decision   record;
    v_holder     uuid;
begin
    perform bandit_internal.check_time(v_posted_at, v_now);
    perform bandit_internal.mark_late_post(v_account_id, v_posted_at, v_now);
    select d.status, d.tweet_id
    into v_decision
    from bandit_internal.lock_decision(v_account_id, p_decision_id) as d;

    if v_decision.status = 'posted' and v_decision.tweet_id <> v_tweet_id then
        raise exception 'the decision was posted as another post'
            using errcode = 'WT008',
                  detail  = format('decision %s is posted as %s, not %s', p_decision_id, v_decision.tweet_id, v_tweet_id),
                  hint    = 'make a new decision for a new post';
    end if;
    if v_decision.status not in ('planned', 'posted') then
        raise exception 'the decision is closed'
            using errcode = 'WT009', detail = format('decision %s is %s', p_decision_id, v_decision.status), hint = 'make a new decision for a new post';
    end if;

    if v_decision.status = 'planned' then
        begin
            update bandit.content_metadata as c
            set status = 'posted',
                tweet_id = v_tweet_id,
                content = coalesce(p_content, c.content),
                posted_at = v_posted_at
            where c.account_id = v_account_id
              and c.decision_id = p_decision_id;
        exception
            when unique_violation then
                select c.decision_id
                into v_holder
                from bandit.content_metadata as c
                where c.account_id = v_account_id
                  and c.tweet_id = v_tweet_id;
                raise exception 'the post belongs to another decision'
                    using errcode = 'WT008',
                          detail  = format('%s is the post of decision %s', v_tweet_id, v_holder),
                          hint    = 'pass the id of the new post, or discard this decision';
        end;
        perform bandit_internal.start_scraping(v_account_id, array[v_tweet_id], v_now);
        perform bandit_internal.take_up_metrics(v_account_id, p_decision_id, v_tweet_id, v_posted_at, v_now);
    end if;

    return query
    select c.decision_id, c.status, c.tweet_id, c.posted_at
    from bandit.content_metadata as c
    where c.account_id = v_account_id
      and c.decision_id = p_decision_id;
end
$function$;

comment on function bandit.mark_posted(uuid, text, timestamptz, timestamptz, text, bigint) is
    'Marks a decision as posted and returns it, and records metrics that arrived before; a repeated call changes nothing. Unknown decision: WT003. No post id, or an invalid time: WT004. Posted as another post, or the post of another decision: WT008. Discarded decision: WT009.';

revoke all on function bandit.mark_posted(uuid, text, timestamptz, timestamptz, text, bigint) from public;
grant execute on function bandit.mark_posted(uuid, text, timestamptz, timestamptz, text, bigint) to bandit_bot, bandit_operator;
