-- explain_support: why an off-policy estimate should not be trusted.

create or replace function bandit_internal.explain_support(
    p_posts   bigint,             -- logged posts that could be used
    p_size    double precision,   -- their effective sample size; null: there are none
    p_unseen  text[]              -- generators with a weight and no post
) returns text
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return nullif(concat_ws(
        '; ',
        case
            when p_posts = 0                 then 'no post can be used: nothing with a propensity was measured while the policy had weights'
            when p_size is null              then 'none of the posts is by a generator with a weight'
            when p_size < 50                 then format('thin support: the posts are worth %s, fewer than 50', round(p_size::numeric, 1))
            when p_size < 0.1 * p_posts      then format('thin support: %s posts are worth %s, less than a tenth', p_posts, round(p_size::numeric, 1))
        end,
        case when p_posts > 0 and cardinality(p_unseen) > 0 then format('never chosen: %s', array_to_string(p_unseen, ', ')) end
    ), '');
end
$function$;

comment on function bandit_internal.explain_support(bigint, double precision, text[]) is
    'What is wrong with the support of an off-policy estimate: effective sample size (Kish) under 50 or under a tenth of the posts, or weights on generators that were never chosen; null: nothing.';

revoke all on function bandit_internal.explain_support(bigint, double precision, text[]) from public;
grant execute on function bandit_internal.explain_support(bigint, double precision, text[]) to bandit_operator, bandit_reader;
