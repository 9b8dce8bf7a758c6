-- count_interactions: the number of public interactions with a post.
--
-- One expression, so that the planner inlines it. A count that was not measured adds nothing.

create or replace function bandit_internal.count_interactions(
    p_likes     bigint,   -- each a count; null: not measured
    p_retweets  bigint,
    p_replies   bigint,
    p_quotes    bigint,
    p_bookmarks bigint
) returns bigint
language sql
immutable
parallel safe
as $function$
    select case
        when num_nonnulls(p_likes, p_retweets, p_replies, p_quotes, p_bookmarks) > 0
            then coalesce(p_likes, 0) + coalesce(p_retweets, 0) + coalesce(p_replies, 0) + coalesce(p_quotes, 0) + coalesce(p_bookmarks, 0)
    end
$function$;

comment on function bandit_internal.count_interactions(bigint, bigint, bigint, bigint, bigint) is
    'Returns the sum of likes, reposts, replies, quotes and bookmarks; NULL if none was measured.';

revoke all on function bandit_internal.count_interactions(bigint, bigint, bigint, bigint, bigint) from public;
grant execute on function bandit_internal.count_interactions(bigint, bigint, bigint, bigint, bigint) to bandit_operator, bandit_reader;
