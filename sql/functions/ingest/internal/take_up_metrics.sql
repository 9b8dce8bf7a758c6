-- take_up_metrics: records the metrics that arrived before their post.
--
-- A post can be known later than its metrics, because a call that confirms it, or its decision, is still queued elsewhere. Rows
-- of an unknown post are rejected, which keeps them; they are judged again as if they had just arrived.

create or replace function bandit_internal.take_up_metrics(
    p_account_id  bigint,        -- the account
    p_decision_id uuid,          -- the decision, which has just been posted
    p_tweet_id    text,          -- the platform's id of the post
    p_posted_at   timestamptz,   -- when it was published: no row about it is older
    p_now         timestamptz    -- present time
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_decision_id text := replace(p_decision_id::text, '-', '');
    v_rejected    record;
    v_raw         jsonb;
    v_rows        bandit_internal.metrics_row[];
begin
    for v_rejected in
        update bandit.rejected_metrics as r
        set released_at = p_now
        where r.account_id = p_account_id
          and r.rejected_at >= p_posted_at
          and r.released_at is null
          and r.column_name in ('tweet_id', 'decision_id')
          and (r.raw ->> 'tweet_id' = p_tweet_id or r.raw ->> 'tweet_id' is null)
          and (replace(lower(r.raw ->> 'decision_id'), '-', '') = v_decision_id or r.raw ->> 'decision_id' is null)
          and r.raw ?| array['tweet_id', 'decision_id']
        returning r.raw, r.source, coalesce(r.collected_at, p_now) as collected_at
    loop
        v_raw := jsonb_build_array(v_rejected.raw);
        v_rows := bandit_internal.parse_metrics(v_raw, v_rejected.collected_at, p_now);
        v_rows := bandit_internal.match_posts(p_account_id, v_rows);
        perform bandit_internal.record_metrics(p_account_id, v_rows, v_raw, v_rejected.source, v_rejected.collected_at);
    end loop;
end
$function$;

comment on function bandit_internal.take_up_metrics(bigint, uuid, text, timestamptz, timestamptz) is
    'Records the rejected rows of a post that was unknown until now, and marks them as released; a row that is implausible is rejected again with that reason. Internal.';

revoke all on function bandit_internal.take_up_metrics(bigint, uuid, text, timestamptz, timestamptz) from public;
