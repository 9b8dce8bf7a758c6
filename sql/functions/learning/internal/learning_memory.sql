-- learning_memory: how far back the policy thompson learns.

create or replace function bandit_internal.learning_memory(
    p_half_life interval   -- age at which a post counts half
) returns interval
language sql
immutable
parallel safe
as $function$
    select 3 * p_half_life   -- an older post would count less than an eighth
$function$;

comment on function bandit_internal.learning_memory(interval) is 'Returns the age from which posts are forgotten: three half-lives.';

revoke all on function bandit_internal.learning_memory(interval) from public;
grant execute on function bandit_internal.learning_memory(interval) to bandit_operator, bandit_reader;
