-- log_failed_attribution: what is left of an attribution that raised an error.

create or replace function bandit.log_failed_attribution(
    p_account_id bigint,        -- the account
    p_at         timestamptz,   -- the attribution's time
    p_error_code text,          -- SQLSTATE
    p_message    text           -- message of the error
) returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
begin
    if exists (select from bandit.accounts as a where a.account_id = p_account_id) then   -- it may have been deleted meanwhile
        perform bandit.log_event(p_account_id, p_at, 'attribution_failed', 'attribution', format('attribution failed: %s', p_message),
                                 jsonb_build_object('error_code', p_error_code));
    end if;
end
$function$;

comment on function bandit.log_failed_attribution(bigint, timestamptz, text, text) is
    'Logs an attribution that failed, with its SQLSTATE: attribute_all calls it, as whoever runs that.';

revoke all on function bandit.log_failed_attribution(bigint, timestamptz, text, text) from public;
grant execute on function bandit.log_failed_attribution(bigint, timestamptz, text, text) to bandit_operator;
