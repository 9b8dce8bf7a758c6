-- attribution_window: how far each attribution looks back in any case.

create or replace function bandit_internal.attribution_window() returns interval
language sql
immutable
parallel safe
as $function$
    select interval '30 days'
$function$;

comment on function bandit_internal.attribution_window() is 'How far each attribution looks back, even if nothing is due. Internal.';

revoke all on function bandit_internal.attribution_window() from public;
