-- store_posts: imported posts become decisions that were not chosen here.

create or replace function bandit.store_posts(
    p_account_id bigint,   -- the account
    p_rows       jsonb     -- array of objects that find_refused_posts has nothing against
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    insert into bandit.content_metadata as c (
        account_id, generator_name, source, content, status, created_at, posted_at, tweet_id
    )
    select distinct on (r.tweet_id)
        p_account_id,
        g.generator_name,
        'import',
        r.content,
        'posted',
        r.posted_at,
        r.posted_at,
        r.tweet_id
    from jsonb_to_recordset(p_rows) as r (tweet_id text, posted_at timestamptz, generator_name text, content text)
    left join bandit.generator_weights as g
        on g.account_id = p_account_id
       and lower(g.generator_name) = bandit.generator_key(r.generator_name)
    order by r.tweet_id
    on conflict (account_id, tweet_id) do update
    set generator_name = case when c.source = 'import' then coalesce(excluded.generator_name, c.generator_name) else c.generator_name end,
        content = coalesce(c.content, excluded.content)
    where (c.source = 'import' and excluded.generator_name <> c.generator_name)
       or (c.content is null and excluded.content is not null);
end
$function$;

comment on function bandit.store_posts(bigint, jsonb) is
    'Inserts imported posts; a known post keeps its decision, and only an imported one can be given another generator. Internal.';

revoke all on function bandit.store_posts(bigint, jsonb) from public;
