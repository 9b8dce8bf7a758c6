-- explain_support: why an off-policy estimate should not be trusted.

create or replace function bandit_internal.explain_support(
    p_posts   bigint,             -- logged posts that were used
    p_size    double precision,   -- their effective sample size; null: there are none
    p_unseen  text[]              -- see unseen_generators
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
            when p_posts = 0                 then 'no measured post has a propensity for this period'
            when p_size is null              then 'no post is by a generator with a weight'
            when p_size < 50                 then format('low support: effective sample size %s, under 50', round(p_size::numeric, 1))
            when p_size < 0.1 * p_posts      then format('low support: effective sample size %s, under a tenth of %s posts', round(p_size::numeric, 1), p_posts)
        end,
        case when p_posts > 0 and cardinality(p_unseen) > 0 then format('no posts by: %s', array_to_string(p_unseen, ', ')) end
    ), '');
end
$function$;

comment on function bandit_internal.explain_support(bigint, double precision, text[]) is
    'Returns why not to trust an off-policy estimate: an effective sample size (Kish) under 50 or under a tenth of the posts, or weights on generators without posts; NULL: no reason.';

revoke all on function bandit_internal.explain_support(bigint, double precision, text[]) from public;
grant execute on function bandit_internal.explain_support(bigint, double precision, text[]) to bandit_operator, bandit_reader;
