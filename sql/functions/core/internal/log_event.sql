-- log_event: logs an event and sends a notification of it.

create or replace function bandit_internal.log_event(
    p_account_id     bigint,                 -- the account
    p_event_at       timestamptz,            -- time of the event
    p_kind           text,                   -- kind of event, lower case, such as setting
    p_actor          text,                   -- a login, a policy or a job
    p_message        text,                   -- one sentence
    p_detail         jsonb default '{}',     -- the values of the event
    p_generator_name text default null,      -- the generator concerned
    p_run_id         bigint default null     -- the run concerned
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    insert into bandit.events (account_id, event_at, kind, generator_name, run_id, actor, message, detail)
    values (p_account_id, p_event_at, p_kind, p_generator_name, p_run_id, p_actor, p_message, p_detail);

    perform bandit_internal.notify_event(p_account_id, p_event_at, p_kind, p_message, p_generator_name, p_run_id);
end
$function$;

comment on function bandit_internal.log_event(bigint, timestamptz, text, text, text, jsonb, text, bigint) is
    'Inserts a row into events and sends a notification, see notify_event. Internal.';

revoke all on function bandit_internal.log_event(bigint, timestamptz, text, text, text, jsonb, text, bigint) from public;
