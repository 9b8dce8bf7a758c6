-- reject_run: rejects a suggested run; the weights stay.

create or replace function bandit.reject_run(
    p_run_id     bigint,                     -- a run with status suggested
    p_reason     text default null,          -- why, in words; required
    p_actor      text default null,          -- who; null: the login
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint default null         -- null: the current account
) returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_actor      text := coalesce(nullif(trim(p_actor), ''), session_user);
begin
    perform bandit_internal.check_reason(p_reason);
    perform bandit_internal.lock_account(v_account_id);
    perform bandit_internal.find_suggestion(v_account_id, p_run_id);
    perform bandit_internal.decide_run(v_account_id, p_run_id, 'rejected', v_actor, p_reason, v_now);
end
$function$;

comment on function bandit.reject_run(bigint, text, text, timestamptz, bigint) is
    'Rejects a suggested run, logged. No reason: WT004. Not waiting: WT018.';

revoke all on function bandit.reject_run(bigint, text, text, timestamptz, bigint) from public;
grant execute on function bandit.reject_run(bigint, text, text, timestamptz, bigint) to bandit_operator;
