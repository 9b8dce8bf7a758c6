-- account_contents: how much is stored of an account, to show before it is deleted.

create or replace function bandit.account_contents(
    p_account_id bigint default null   -- null: the current account
) returns table (
    account    text,
    generators bigint,
    decisions  bigint,
    runs       bigint
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
    select
        a.handle,
        (select count(*) from bandit.generator_weights as g where g.account_id = v_account_id),
        (select count(*) from bandit.content_metadata as c where c.account_id = v_account_id),
        (select count(*) from bandit.optimization_runs as r where r.account_id = v_account_id)
    from bandit.accounts as a
    where a.account_id = v_account_id;
end
$function$;

comment on function bandit.account_contents(bigint) is
    'Returns the number of generators, decisions (posts included) and runs of an account. Unknown account: WT001.';

revoke all on function bandit.account_contents(bigint) from public;
grant execute on function bandit.account_contents(bigint) to bandit_operator;
