-- leased_scrapes: the number of posts being read now; each will cost a credit.

create or replace function bandit_internal.leased_scrapes(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- the present time
) returns bigint
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        select count(*)
        from bandit.scrapes as s
        where s.account_id = p_account_id
          and s.due_at is not null
          and s.lease_ends_at > p_now
    );
end
$function$;

comment on function bandit_internal.leased_scrapes(bigint, timestamptz) is 'Returns the number of posts that workers have claimed and not finished.';

revoke all on function bandit_internal.leased_scrapes(bigint, timestamptz) from public;
