-- leased_scrapes: how many posts are being read, and will cost a credit each.

create or replace function bandit_internal.leased_scrapes(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the question
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

comment on function bandit_internal.leased_scrapes(bigint, timestamptz) is 'Posts of an account that a worker has claimed and not finished. Internal.';

revoke all on function bandit_internal.leased_scrapes(bigint, timestamptz) from public;
