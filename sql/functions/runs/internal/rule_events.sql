-- rule_events: the events of a generator whose rule has changed. Viral and failing are logged when they begin and when they end.

create or replace function bandit_internal.rule_events(
    p_before text,   -- rule of the last run that judged the generator; null: none
    p_now    text    -- rule of this run
) returns table (
    kind    text,
    message text
)
language sql
immutable
parallel safe
rows 1
as $function$
    select e.kind, e.message
    from (values
        (p_before || '_ended', '%s is no longer ' || p_before || ': %s', p_before in ('viral', 'failing') and p_now not in ('pinned', 'testing')),
        (p_now, '%s is %s', p_now in ('viral', 'failing'))
    ) as e (kind, message, is_logged)
    where e.is_logged
      and p_now is distinct from p_before
$function$;

comment on function bandit_internal.rule_events(text, text) is
    'Returns the kind of each event to log and the format of its message, with the generator and the explanation to fill in: viral and failing when they begin, viral_ended and failing_ended when they end. No row: nothing to log.';

revoke all on function bandit_internal.rule_events(text, text) from public;
