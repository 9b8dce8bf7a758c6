-- match_results: what a scraper brought back, post by post: a reading, a failure, or word that the post is gone.

create or replace function bandit_internal.match_results(
    p_account_id bigint,   -- the account
    p_results    jsonb     -- array of n objects, see finish_scrape
) returns table (
    row_index   bigint,
    decision_id uuid,
    posted_at   timestamptz,
    kind        text,
    error       text,
    reading     jsonb
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    c_uuid constant text := '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$';
begin
    return query
    with results as materialized (
        select
            r.*,
            case when r.decision_id ~ c_uuid then r.decision_id::uuid end as named_decision_id,
            case
                when r.deleted = 'true'                  then 'deleted'
                when r.error is not null                 then 'failed'
                when r.absent = 'true'                   then 'failed'
                when jsonb_typeof(r.metrics) = 'object'  then 'read'
                else 'failed'
            end as kind
        from rows from (
            jsonb_to_recordset(p_results) as (decision_id text, tweet_id text, metrics jsonb, error text, deleted jsonb, absent jsonb)
        ) with ordinality as r (decision_id, tweet_id, metrics, error, deleted, absent, row_index)
    )
    select
        r.row_index,
        c.decision_id,
        c.posted_at,
        case
            when c.decision_id is not null                                                then r.kind
            when r.named_decision_id is not null                                          then 'unknown'
            when r.decision_id is null and r.tweet_id is not null or r.kind <> 'read'     then 'unknown'
            else 'read'   -- names no post at all: the checks refuse it and keep it
        end,
        case
            when r.kind <> 'failed'   then null
            when r.error is not null  then left(coalesce(nullif(trim(r.error), ''), 'failed, without saying why'), 500)
            when r.absent = 'true'    then 'not in the answer: deleted, hidden or skipped'
            else 'the result has neither metrics nor an error'
        end,
        case when r.kind = 'read' then r.metrics || ((p_results -> (r.row_index - 1)::integer) - 'metrics') end
    from results as r
    left join lateral (
        select by_id.decision_id, by_id.posted_at
        from bandit.content_metadata as by_id
        where by_id.account_id = p_account_id
          and by_id.decision_id = r.named_decision_id
        union all
        select by_tweet.decision_id, by_tweet.posted_at
        from bandit.content_metadata as by_tweet
        where by_tweet.account_id = p_account_id
          and by_tweet.tweet_id = r.tweet_id
          and r.decision_id is null
        limit 1
    ) as c on true;
end
$function$;

comment on function bandit_internal.match_results(bigint, jsonb) is
    'Each result of a scrape with the post it is of: kind read (with the reading as record_outcomes takes it), failed (with the error), deleted or unknown (the account has no such post). Internal.';

revoke all on function bandit_internal.match_results(bigint, jsonb) from public;
