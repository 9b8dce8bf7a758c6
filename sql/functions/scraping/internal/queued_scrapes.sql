-- queued_scrapes: the posts of an account that wait to be scraped.

create or replace function bandit_internal.queued_scrapes(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- the time that leases and due times are compared with
) returns table (
    tweet_id   text,
    state      text,
    posted_at  timestamptz,
    due_at     timestamptz,
    free_at    timestamptz,
    worker     text,
    failures   integer,
    last_error text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    select
        d.tweet_id,
        case
            when s.lease_ends_at > p_now then 'claimed'
            when s.failures > 0          then 'failing'
            when s.due_at <= p_now       then 'due'
            else 'waiting'
        end,
        d.posted_at,
        s.due_at,
        s.free_at,
        s.worker,
        s.failures,
        s.last_error
    from bandit_internal.stg_scrapes as s
    cross join lateral (
        select p.tweet_id, p.posted_at
        from bandit_internal.stg_decisions as p
        where p.account_id = s.account_id
          and p.decision_id = s.decision_id
        order by p.decision_id
        limit 1
    ) as d
    where s.account_id = p_account_id
      and s.due_at is not null;
end
$function$;

comment on function bandit_internal.queued_scrapes(bigint, timestamptz) is
    'Returns the posts of an account that wait to be scraped: state claimed, failing, due or waiting; free_at: when a worker may claim it.';

revoke all on function bandit_internal.queued_scrapes(bigint, timestamptz) from public;
grant execute on function bandit_internal.queued_scrapes(bigint, timestamptz) to bandit_operator, bandit_reader;
