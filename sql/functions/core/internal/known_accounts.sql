-- known_accounts: the accounts of the database, for the details of errors.

create or replace function bandit_internal.known_accounts() returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_shown   constant integer := 20;
    v_handles text[] := array(select a.handle from bandit.accounts as a order by a.handle collate "C" limit c_shown + 1);
begin
    return 'known accounts: ' || case
        when cardinality(v_handles) = 0       then 'none'
        when cardinality(v_handles) > c_shown then array_to_string(v_handles[:c_shown], ', ') || ', ...'
        else array_to_string(v_handles, ', ')
    end;
end
$function$;

comment on function bandit_internal.known_accounts() is 'Returns the handles of the first 20 accounts in one line, followed by "..." if there are more.';

revoke all on function bandit_internal.known_accounts() from public;
