-- start_scraping: adds published posts to the schedule of the scraper.

create or replace function bandit_internal.start_scraping(
    p_account_id bigint,       -- the account
    p_tweet_ids  text[],       -- the platform's ids of the posts
    p_now        timestamptz   -- present time, which their age is counted to
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    v_oldest timestamptz := p_now - (select max(b.until_age) from bandit.scrape_schedule as b where b.account_id = p_account_id);
begin
    insert into bandit.scrapes (account_id, decision_id, due_at)
    select p_account_id, c.decision_id, c.posted_at
    from unnest(p_tweet_ids) as t (tweet_id)
    cross join lateral (
        select m.decision_id, m.posted_at
        from bandit.content_metadata as m
        where m.account_id = p_account_id
          and m.tweet_id = t.tweet_id
          and m.posted_at > v_oldest
        limit 1
    ) as c
    order by c.decision_id   -- all writers of scrapes lock in this order
    on conflict (account_id, decision_id) do nothing;
end
$function$;

comment on function bandit_internal.start_scraping(bigint, text[], timestamptz) is
    'Schedules the posts that are young enough for the account''s scrape bands; posts that are already scheduled keep their state. Internal.';

revoke all on function bandit_internal.start_scraping(bigint, text[], timestamptz) from public;
