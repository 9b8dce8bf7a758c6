-- clock: the time that everything in pgbandit goes by.
--
-- Time is an argument everywhere; clock() is what stands in where a caller gives none. Members of bandit_owner may set
-- bandit.fake_now to rehearse another day; for anybody else the setting has no effect. The login counts (session_user),
-- because definer functions run as bandit_owner whoever calls them.

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

comment on function bandit.clock() is
    'Time of the transaction; for members of bandit_owner the setting bandit.fake_now, where it is set.';

revoke all on function bandit.clock() from public;
grant execute on function bandit.clock() to bandit_bot, bandit_operator, bandit_reader;
