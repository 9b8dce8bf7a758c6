-- largest_part: the largest of the counts that cannot be above impressions and views.
--
-- Engagements and clicks are events. One view can bring several of them.
--
-- A single expression, so that the planner inlines it.

create or replace function bandit_internal.largest_part(
    p_metrics bandit_internal.metrics   -- the metrics of a post
) returns bigint
language sql
immutable
parallel safe
as $function$
    select greatest((p_metrics).likes, (p_metrics).retweets, (p_metrics).replies, (p_metrics).quotes, (p_metrics).bookmarks)
$function$;

comment on function bandit_internal.largest_part(bandit_internal.metrics) is
    'Returns the largest count of interactions of one kind; NULL: none is measured.';

revoke all on function bandit_internal.largest_part(bandit_internal.metrics) from public;
