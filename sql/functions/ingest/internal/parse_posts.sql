-- parse_posts: typed posts from an imported batch; only their form is checked.

create or replace function bandit_internal.parse_posts(
    p_rows jsonb,         -- array of n objects, see import_posts
    p_now  timestamptz    -- the present time
) returns bandit_internal.post_row[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_latest constant timestamptz := p_now + interval '1 hour';
begin
    return (
        with incoming as materialized (
            select r.*, bandit_internal.parse_timestamp(r.posted_at) as read_posted_at
            from rows from (
                jsonb_to_recordset(p_rows) as (tweet_id text, posted_at text, generator_name text, content text, problem jsonb)
            ) with ordinality as r
        )
        select array_agg(row(i.ordinality, i.tweet_id, i.read_posted_at, i.generator_name, i.content, p.problem[1], p.problem[2])::bandit_internal.post_row)
        from incoming as i
        cross join lateral (select bandit_internal.time_problem(i.read_posted_at, v_latest) as problem) as t
        cross join lateral (
            select case
                when i.problem is not null                  then array[i.problem ->> 'column', coalesce(i.problem ->> 'reason', 'unreadable')]
                when coalesce(trim(i.tweet_id), '') = ''    then array['tweet_id', 'the post has no id']
                when i.read_posted_at is null               then array['posted_at', format('%L is not a time', i.posted_at)]
                when t.problem is not null                  then array['posted_at', format('%L: %s', i.posted_at, t.problem)]
            end as problem
        ) as p
    );
end
$function$;

comment on function bandit_internal.parse_posts(jsonb, timestamptz) is
    'Returns the rows of an imported batch, with the reason for each malformed one. NULL: the batch is empty.';

revoke all on function bandit_internal.parse_posts(jsonb, timestamptz) from public;
