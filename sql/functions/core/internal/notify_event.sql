-- notify_event: tells whoever listens that something happened, once and if it is committed.
--
-- PostgreSQL refuses a payload of 8000 bytes: 1000 characters are under that however JSON has to escape them. Any login
-- of the database may LISTEN, so nothing secret belongs into a message.

create or replace function bandit_internal.notify_event(
    p_account_id     bigint,        -- the account
    p_at             timestamptz,   -- time the event stands for
    p_kind           text,          -- kind of event, or run
    p_message        text,          -- one sentence
    p_generator_name text,          -- the generator concerned; null: none
    p_run_id         bigint         -- the run concerned; null: none
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    perform pg_notify('bandit_events', json_build_object(
        'account', bandit.account_handle(p_account_id),
        'kind', p_kind,
        'generator', p_generator_name,
        'run_id', p_run_id,
        'at', p_at,
        'message', left(p_message, 1000)
    )::text);
end
$function$;

comment on function bandit_internal.notify_event(bigint, timestamptz, text, text, text, bigint) is
    'NOTIFY bandit_events with a JSON object: account, kind, generator, run_id, at, message (its first 1000 characters).';

revoke all on function bandit_internal.notify_event(bigint, timestamptz, text, text, text, bigint) from public;
