-- notify_event: notifies listening sessions of an event when the transaction commits.
--
-- A payload must be shorter than 8000 bytes: 1000 characters stay below that, however JSON escapes them. Any role of the
-- database can LISTEN, so a message must contain no secret.

create or replace function bandit_internal.notify_event(
    p_account_id     bigint,        -- the account
    p_at             timestamptz,   -- time of the event
    p_kind           text,          -- kind of event, or run for a run
    p_message        text,          -- one sentence
    p_generator_name text,          -- the generator concerned; null: none
    p_run_id         bigint         -- the run concerned; null: none
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_handle text := (select a.handle from bandit.accounts as a where a.account_id = p_account_id);
begin
    perform pg_notify('bandit_events', json_build_object(
        'account', v_handle,
        'kind', p_kind,
        'generator', p_generator_name,
        'run_id', p_run_id,
        'at', p_at,
        'message', left(p_message, 1000)
    )::text);
end
$function$;

comment on function bandit_internal.notify_event(bigint, timestamptz, text, text, text, bigint) is
    'Sends a notification on the channel bandit_events: a JSON object with account, kind, generator, run_id, at and message (its first 1000 characters). Internal.';

revoke all on function bandit_internal.notify_event(bigint, timestamptz, text, text, text, bigint) from public;
