-- balance_arms: gives control the share that the other arms leave, and begins the periods and propensities that follow.
--
-- Where a share changes, a period ends: within a period both sides have their posts at the same times. If the last change was at
-- the same time or later, its period is replaced.

create or replace function bandit_internal.balance_arms(
    p_account_id bigint,       -- the account, whose settings row the caller has locked
    p_now        timestamptz   -- time of the change
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_others numeric;
    v_at     timestamptz;
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

    select greatest(p_now, max(p.started_at))
    into v_at
    from bandit.experiment_periods as p
    where p.account_id = p_account_id
      and p.ended_at is null;

    delete from bandit.experiment_periods as p
    where p.account_id = p_account_id
      and p.ended_at is null
      and p.started_at = v_at;

    update bandit.experiment_periods as p
    set ended_at = v_at
    where p.account_id = p_account_id
      and p.ended_at is null;

    insert into bandit.experiment_periods (account_id, experiment_name, started_at, share, control_share)
    select p_account_id, x.experiment_name, v_at, e.share, 1 - v_others
    from bandit.experiments as x
    join bandit.experiment_arms as e
        on e.account_id = x.account_id
       and e.arm = x.arm
    where x.account_id = p_account_id
      and x.ended_at is null;

    perform bandit_internal.refresh_propensities(p_account_id);
end
$function$;

comment on function bandit_internal.balance_arms(bigint, timestamptz) is
    'Gives control the share that the other arms leave, ends the periods of all running experiments and begins new ones, and derives the propensities again. No share left: WT015. Internal.';

revoke all on function bandit_internal.balance_arms(bigint, timestamptz) from public;
