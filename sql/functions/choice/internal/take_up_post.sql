-- take_up_post: marks a decision as posted if its post arrived before it.
--
-- A post that another decision has meanwhile stays where it is: it must not stop this decision.

create or replace function bandit_internal.take_up_post(
    p_account_id  bigint,   -- the account
    p_decision_id uuid      -- the decision, which has just been stored
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_post record;
begin
    delete from bandit.early_posts as e
    where e.account_id = p_account_id
      and e.decision_id = p_decision_id
      and not exists (
          select 1
          from bandit.content_metadata as c
          where c.account_id = p_account_id
            and c.tweet_id = e.tweet_id
      )
    returning e.tweet_id, e.posted_at, e.content
    into v_post;
    if found then
        perform bandit.mark_posted(p_decision_id, v_post.tweet_id, v_post.posted_at, null, v_post.content, p_account_id);
    end if;
end
$function$;

comment on function bandit_internal.take_up_post(bigint, uuid) is
    'Marks a decision as posted with the post that keep_post has stored for it, if there is one. Errors as those of mark_posted. Internal.';

revoke all on function bandit_internal.take_up_post(bigint, uuid) from public;
