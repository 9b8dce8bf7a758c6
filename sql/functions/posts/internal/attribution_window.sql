-- attribution_window: the time that each attribution looks back, even if nothing is due.

create or replace function bandit_internal.attribution_window() returns interval
language sql
immutable
parallel safe
as $function$
    select interval '30 days'
$function$;

comment on function bandit_internal.attribution_window() is 'Returns the time that each attribution looks back, even if nothing is due. Internal.';

revoke all on function bandit_internal.attribution_window() from public;
