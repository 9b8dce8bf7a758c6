-- balance_arms: gives control the share that the other arms leave, and derives the propensities again.
--
-- Where shares change, the results of all arms start again: if one side had more of its posts in a good week than the other,
-- the comparison would show a difference that no arm caused (Simpson's paradox).

create or replace function bandit_internal.balance_arms(
    p_account_id bigint,       -- the account, whose settings row the caller has locked
    p_now        timestamptz   -- time of the change
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_others numeric;
begin
    select coalesce(sum(e.share), 0)
    into v_others
    from bandit.experiment_arms as e
    where e.account_id = p_account_id
      and e.arm <> 'control';

    if v_others >= 1 then
        raise exception 'the arms leave no share for control'
            using errcode = 'WT015',
                  detail  = format('the shares of the other arms sum to %s; the sum must be below 1', v_others),
                  hint    = 'lower a share or end an arm';
    end if;

    update bandit.experiment_arms as e
    set share = 1 - v_others
    where e.account_id = p_account_id
      and e.arm = 'control'
      and e.share <> 1 - v_others;
    if found then
        update bandit.experiment_arms as e
        set started_at = p_now
        where e.account_id = p_account_id
          and e.ended_at is null;
    end if;
    perform bandit_internal.refresh_propensities(p_account_id);
end
$function$;

comment on function bandit_internal.balance_arms(bigint, timestamptz) is
    'Gives control the share that the other arms leave, and derives the propensities again; where shares change, results start again. No share left: WT015. Internal.';

revoke all on function bandit_internal.balance_arms(bigint, timestamptz) from public;
