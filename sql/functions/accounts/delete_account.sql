-- delete_account: deletes an account with all that belongs to it.
--
-- A large account is deleted by several calls. Each can be a transaction of its own: decisions first, since they
-- carry the most. The last call deletes the rest.

create or replace function bandit.delete_account(
    p_handle text,                  -- handle of the account; none is taken from the session
    p_limit  bigint default null    -- decisions to delete at most; null: all, and the account
) returns table (
    decisions  bigint,
    is_deleted boolean
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit.account_id(p_handle);
    v_decisions  uuid[];
begin
    if p_limit < 1 then
        raise exception '% is not a number of decisions', p_limit
            using errcode = 'WT004', detail = 'the number is 1 or more', hint = 'leave it out to delete all';
    end if;

    perform bandit_internal.lock_account(v_account_id);
    v_decisions := array(
        select c.decision_id
        from bandit.content_metadata as c
        where c.account_id = v_account_id
        order by c.decision_id
        limit p_limit
    );
    delete from bandit.content_metadata as c
    where c.account_id = v_account_id
      and c.decision_id = any (v_decisions);

    is_deleted := p_limit is null or cardinality(v_decisions) < p_limit;
    if is_deleted then
        delete from bandit.accounts as a
        where a.account_id = v_account_id;
    end if;
    decisions := cardinality(v_decisions);
    return next;
end
$function$;

comment on function bandit.delete_account(text, bigint) is
    'Deletes up to p_limit decisions of an account with their metrics, and the account when none is left; returns the number of deleted decisions and whether the account is deleted. Unknown account: WT001. Limit under 1: WT004.';

revoke all on function bandit.delete_account(text, bigint) from public;
grant execute on function bandit.delete_account(text, bigint) to bandit_operator;
