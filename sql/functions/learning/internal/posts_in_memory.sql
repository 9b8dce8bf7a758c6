-- posts_in_memory: how many posts a policy can learn from, if it learns from more than the lookback.

create or replace function bandit_internal.posts_in_memory(
    p_days bandit_internal.learning_day[]   -- from days_in_memory
) returns bigint
language sql
immutable
parallel safe
as $function$
    select coalesce(sum(d.posts), 0)
    from unnest(p_days) as d
    having p_days is not null
$function$;

comment on function bandit_internal.posts_in_memory(bandit_internal.learning_day[]) is
    'Returns the number of posts in the memory, with exposure and known followers; NULL if the policy learns from the lookback.';

revoke all on function bandit_internal.posts_in_memory(bandit_internal.learning_day[]) from public;
grant execute on function bandit_internal.posts_in_memory(bandit_internal.learning_day[]) to bandit_operator, bandit_reader;
