-- store_posts: imported posts become decisions that were not chosen here.

create or replace function bandit_internal.store_posts(
    p_account_id bigint,   -- the account
    p_rows       jsonb     -- array of objects that find_refused_posts has nothing against
) returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    v_now     timestamptz := bandit.clock();
    v_posts   text[];
    v_changed text[];
begin
    with incoming as (
        select
            r.tweet_id, r.posted_at, r.content, r.row_index, g.generator_name
        from rows from (
            jsonb_to_recordset(p_rows) as (tweet_id text, posted_at timestamptz, generator_name text, content text)
        ) with ordinality as r (tweet_id, posted_at, generator_name, content, row_index)
        left join bandit.generator_weights as g
            on g.account_id = p_account_id
           and lower(g.generator_name) = bandit_internal.generator_key(r.generator_name)
    ),
    stored as (
        insert into bandit.content_metadata as c (
            account_id, generator_name, source, content, status, created_at, posted_at, tweet_id
        )
        select distinct on (i.tweet_id)
            p_account_id, i.generator_name, 'import', i.content, 'posted', i.posted_at, i.posted_at, i.tweet_id
        from incoming as i
        order by i.tweet_id, i.row_index desc
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

comment on function bandit_internal.store_posts(bigint, jsonb) is
    'Inserts imported posts; a known post keeps its decision, and only an imported one can be given another generator. Of several rows for one post the last counts. Returns the ids of known posts that changed. Internal.';

revoke all on function bandit_internal.store_posts(bigint, jsonb) from public;
