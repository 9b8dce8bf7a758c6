-- next_scrapes: when posts are due again after a reading, by the account's age bands.

create or replace function bandit_internal.next_scrapes(
    p_account_id bigint,          -- the account
    p_posted_at  timestamptz[],   -- n times of posting
    p_read_at    timestamptz[]    -- n times of the latest reading; null: not read yet
) returns table (
    place  bigint,
    due_at timestamptz
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
begin
    return query
    with bands as materialized (
        select b.until_age, b.every, b.reads_at_end
        from bandit.scrape_schedule as b
        where b.account_id = p_account_id
    )
    select
        p.place,
        case
            when p.read_at is null then p.posted_at
            when n.at < p.posted_at + (select max(b.until_age) from bands as b) then n.at
        end
    from unnest(p_posted_at, p_read_at) with ordinality as p (posted_at, read_at, place)
    left join lateral (
        select case when b.reads_at_end then least(p.read_at + b.every, p.posted_at + b.until_age) else p.read_at + b.every end as at
        from bands as b
        where p.posted_at + b.until_age > p.read_at
        order by b.until_age
        limit 1
    ) as n on true;
end
$function$;

comment on function bandit_internal.next_scrapes(bigint, timestamptz[], timestamptz[]) is
    'When each of n posts is due next: at once where it was not read yet, null where it will be older than the last age band. Internal.';

revoke all on function bandit_internal.next_scrapes(bigint, timestamptz[], timestamptz[]) from public;
