-- account_platform: the platform of an account, for the runner.

create or replace function bandit.account_platform(
    p_account_id bigint default null   -- null: the current account
) returns table (
    account          text,
    platform         text,
    platform_user_id text,
    time_zone        text
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
begin
    return query
    select a.handle, a.platform, a.platform_user_id, s.time_zone
    from bandit.accounts as a
    join bandit.account_settings as s on s.account_id = a.account_id
    where a.account_id = v_account_id;
end
$function$;

comment on function bandit.account_platform(bigint) is
    'Returns the handle of an account, its platform (x, bluesky or mastodon), its id on the platform (NULL: unknown) and its time zone. Unknown account: WT001.';

revoke all on function bandit.account_platform(bigint) from public;
grant execute on function bandit.account_platform(bigint) to bandit_bot, bandit_operator, bandit_reader;
