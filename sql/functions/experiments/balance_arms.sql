-- balance_arms: control takes the share that the other arms leave, and the propensities follow.

create or replace function bandit.balance_arms(
    p_account_id bigint   -- the account, whose settings row the caller has locked
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
        raise exception 'the arms leave nothing for control'
            using errcode = 'WT015',
                  detail  = format('the other arms would have %s, which must be under 1', v_others),
                  hint    = 'lower a share, or end an arm';
    end if;

    update bandit.experiment_arms as e
    set share = 1 - v_others
    where e.account_id = p_account_id
      and e.arm = 'control';
    perform bandit.refresh_propensities(p_account_id);
end
$function$;

comment on function bandit.balance_arms(bigint) is
    'Gives control what the shares of the other arms leave, and derives the propensities again. Nothing left: WT015. Internal.';

revoke all on function bandit.balance_arms(bigint) from public;
