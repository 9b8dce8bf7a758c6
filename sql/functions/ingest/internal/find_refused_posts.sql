-- find_refused_posts: the rows of an import that cannot become posts, and why.

create or replace function bandit_internal.find_refused_posts(
    p_account_id bigint,   -- the account
    p_rows       jsonb     -- array of objects, see import_posts
) returns table (
    row_index   bigint,
    column_name text,
    reason      text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    with incoming as (
        select r.*
        from rows from (
            jsonb_to_recordset(p_rows) as (tweet_id text, posted_at text, generator_name text, problem jsonb)
        ) with ordinality as r (tweet_id, posted_at, generator_name, problem, row_index)
    ),
    names as (
        select n.generator_name, g.generator_name as canonical_name
        from (select distinct i.generator_name from incoming as i where i.generator_name is not null) as n
        left join bandit.generator_weights as g
            on g.account_id = p_account_id
           and lower(g.generator_name) = bandit_internal.generator_key(n.generator_name)
    ),
    explained as (
        select n.*, bandit_internal.nearest_generators(p_account_id, n.generator_name) as nearest
        from names as n
        where n.canonical_name is null
    ),
    judged as (
        select
            i.row_index,
            case
                when i.problem is not null
                    then array[i.problem ->> 'column', coalesce(i.problem ->> 'reason', 'unreadable')]
                when coalesce(trim(i.tweet_id), '') = ''
                    then array['tweet_id', 'the post has no id']
                when bandit_internal.parse_timestamp(i.posted_at) is null
                    then array['posted_at', format('%L is not a time', i.posted_at)]
                when e.generator_name is not null
                    then array['generator_name', format('there is no generator %L; nearest: %s', i.generator_name, e.nearest)]
                when i.generator_name is null and c.decision_id is null
                    then array['generator_name', 'no generator is mapped to this post']
            end as problem
        from incoming as i
        left join explained as e using (generator_name)
        left join lateral (
            select known.decision_id
            from bandit.content_metadata as known
            where known.account_id = p_account_id
              and known.tweet_id = i.tweet_id
            limit 1
        ) as c on true
    )
    select j.row_index, j.problem[1], j.problem[2]
    from judged as j
    where j.problem is not null;
end
$function$;

comment on function bandit_internal.find_refused_posts(bigint, jsonb) is
    'Index (from 1), column and reason of each imported row that cannot become a post. Internal.';

revoke all on function bandit_internal.find_refused_posts(bigint, jsonb) from public;
