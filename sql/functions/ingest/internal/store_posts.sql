-- store_posts: imported posts become decisions of source import.

create or replace function bandit_internal.store_posts(
    p_account_id bigint,                       -- the account
    p_posts      bandit_internal.post_row[]    -- from match_generators; rejected rows are left out
) returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_now     timestamptz := bandit.clock();
    v_posts   text[];
    v_changed text[];
begin
    with stored as (
        insert into bandit.content_metadata as c (
            account_id, generator_name, source, content, status, created_at, posted_at, tweet_id
        )
        select distinct on (p.tweet_id)
            p_account_id, p.generator_name, 'import', p.content, 'posted', p.posted_at, p.posted_at, p.tweet_id
        from unnest(p_posts) as p
        where p.reason is null
        order by p.tweet_id, p.row_index desc
        on conflict (account_id, tweet_id) where tweet_id is not null do update
        set generator_name = case when c.source = 'import' then coalesce(excluded.generator_name, c.generator_name) else c.generator_name end,
            content = coalesce(c.content, excluded.content)
        where (c.source = 'import' and excluded.generator_name <> c.generator_name)
           or (c.content is null and excluded.content is not null)
        returning c.tweet_id
    )
    select
        coalesce(array_agg(s.tweet_id), '{}'),
        coalesce(array_agg(s.tweet_id) filter (where known.is_known), '{}')
    into v_posts, v_changed
    from stored as s
    left join lateral (
        select true as is_known
        from bandit.content_metadata as c   -- as it was before this statement
        where c.account_id = p_account_id
          and c.tweet_id = s.tweet_id
        limit 1
    ) as known on true;

    perform bandit_internal.start_scraping(p_account_id, v_posts, v_now);

    return v_changed;
end
$function$;

comment on function bandit_internal.store_posts(bigint, bandit_internal.post_row[]) is
    'Stores imported posts and schedules their scraping. A stored post keeps its decision; only an imported one can be given another generator. The last of several rows of a post counts. Returns the ids of stored posts that changed.';

revoke all on function bandit_internal.store_posts(bigint, bandit_internal.post_row[]) from public;
