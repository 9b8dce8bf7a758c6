-- match_generators: the generators of imported posts, by their canonical names.
--
-- A post that is already stored keeps its generator, so its row may leave it out. The nearest names are looked up for the
-- first unknown names only, since each is compared with every generator.

create or replace function bandit_internal.match_generators(
    p_account_id bigint,                       -- the account
    p_posts      bandit_internal.post_row[]    -- from parse_posts
) returns bandit_internal.post_row[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_hints     constant integer := 20;
    v_spellings text[];
    v_canonical text[];
    v_nearest   text[];
begin
    v_spellings := array(select distinct p.generator_name from unnest(p_posts) as p where p.generator_name is not null);
    v_canonical := array(
        select bandit_internal.match_generator(p_account_id, s.spelling)
        from unnest(v_spellings) with ordinality as s (spelling, place)
        order by s.place
    );
    v_nearest := array(
        select case when n.canonical is null and n.number <= c_hints then bandit_internal.nearest_generators(p_account_id, n.spelling) end
        from (
            select s.spelling, s.canonical, s.place, row_number() over (partition by s.canonical is null order by s.place) as number
            from unnest(v_spellings, v_canonical) with ordinality as s (spelling, canonical, place)
        ) as n
        order by n.place
    );

    return (
        select array_agg(row(p.row_index, p.tweet_id, p.posted_at, n.canonical, p.content, m.problem[1], m.problem[2])::bandit_internal.post_row)
        from unnest(p_posts) as p
        left join unnest(v_spellings, v_canonical, v_nearest) as n (spelling, canonical, nearest) on n.spelling = p.generator_name
        left join lateral (
            select true as is_known
            from bandit.content_metadata as c
            where c.account_id = p_account_id
              and c.tweet_id = p.tweet_id
              and p.generator_name is null
            limit 1
        ) as c on true
        cross join lateral (
            select case
                when p.reason is not null
                    then array[p.column_name, p.reason]
                when n.spelling is not null and n.canonical is null
                    then array['generator_name', concat_ws('; ', 'there is no generator ' || bandit_internal.quote_start(p.generator_name), 'nearest: ' || n.nearest)]
                when p.generator_name is null and c.is_known is null
                    then array['generator_name', 'no generator is mapped to this post']
            end as problem
        ) as m
    );
end
$function$;

comment on function bandit_internal.match_generators(bigint, bandit_internal.post_row[]) is
    'Returns the posts with the canonical names of their generators, and the reason for each post of an unknown generator. NULL: there is no post.';

revoke all on function bandit_internal.match_generators(bigint, bandit_internal.post_row[]) from public;
