-- count_window: the time within which a later follower count can refute earlier ones.

create or replace function bandit_internal.count_window() returns interval
language sql
immutable
parallel safe
as $function$
    select interval '168 hours'
$function$;

comment on function bandit_internal.count_window() is 'Returns the time within which a follower count can refute earlier ones, see judge_counts. Internal.';

revoke all on function bandit_internal.count_window() from public;
grant execute on function bandit_internal.count_window() to bandit_operator, bandit_reader;
