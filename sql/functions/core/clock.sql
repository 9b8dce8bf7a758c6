-- clock: the default of every p_now.
--
-- Members of bandit_owner can set bandit.fake_now to rehearse another day; for other roles the setting has no effect. The login
-- role (session_user) is checked, because SECURITY DEFINER functions run as bandit_owner for every caller.

create or replace function bandit.clock()
returns timestamptz
language plpgsql
stable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return case
        when coalesce(current_setting('bandit.fake_now', true), '') = '' then now()
        when pg_has_role(session_user, 'bandit_owner', 'member')         then current_setting('bandit.fake_now')::timestamptz
        else now()
    end;
end
$function$;

comment on function bandit.clock() is 'Returns the time of the transaction; for members of bandit_owner, the setting bandit.fake_now if it is set.';

revoke all on function bandit.clock() from public;
grant execute on function bandit.clock() to bandit_bot, bandit_operator, bandit_reader;
