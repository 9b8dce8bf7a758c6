-- is_used: whether anything happened in an account.

create or replace function bandit_internal.is_used(
    p_account_id bigint   -- the account
) returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return exists (select 1 from bandit.content_metadata as c where c.account_id = p_account_id)
        or exists (select 1 from bandit.follower_snapshots as f where f.account_id = p_account_id)
        or exists (select 1 from bandit.weight_changes as w where w.account_id = p_account_id);
end
$function$;

comment on function bandit_internal.is_used(bigint) is 'Returns whether the account has a decision, a post, a follower count or a change of a weight.';

revoke all on function bandit_internal.is_used(bigint) from public;
