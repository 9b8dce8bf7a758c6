-- end_arm: ends an experiment arm and gives its share to control.

create or replace function bandit.end_arm(
    p_arm        text,                       -- a running arm other than control
    p_reason     text        default null,   -- why, in words; required
    p_actor      text        default null,   -- who; null: the login
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint      default null    -- null: the current account
) returns table (
    arm       text,
    share     numeric,
    transform text,
    strength  numeric
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_actor      text := coalesce(nullif(trim(p_actor), ''), session_user);
    v_share      numeric;
begin
    perform bandit_internal.check_reason(p_reason);
    perform bandit_internal.lock_account(v_account_id);
    perform bandit_internal.check_arm(v_account_id, p_arm);
    if p_arm = 'control' then
        raise exception 'control cannot end'
            using errcode = 'WT004', detail = 'control has the share that the other arms leave', hint = 'end the other arms';
    end if;

    select e.share
    into v_share
    from bandit.experiment_arms as e
    where e.account_id = v_account_id
      and e.arm = p_arm;

    update bandit.experiment_arms as e
    set share = 0,
        ended_at = greatest(v_now, e.started_at)
    where e.account_id = v_account_id
      and e.arm = p_arm;

    perform bandit_internal.balance_arms(v_account_id, v_now);
    perform bandit_internal.log_event(v_account_id, v_now, 'experiment', v_actor, format('arm %s ends, share %s: %s', p_arm, v_share, p_reason),
                             jsonb_build_object('arm', p_arm, 'share', v_share, 'reason', p_reason));

    return query
    select e.arm, e.share::numeric, e.transform, e.strength
    from bandit.experiment_arms as e
    where e.account_id = v_account_id
      and e.ended_at is null
    order by e.arm collate "C";
end
$function$;

comment on function bandit.end_arm(text, text, text, timestamptz, bigint) is
    'Ends an experiment arm, logs it, and gives its share to control. Returns the arms that still run with share and strength (0 to 1). No reason, or control: WT004. No running arm of this name: WT011.';

revoke all on function bandit.end_arm(text, text, text, timestamptz, bigint) from public;
grant execute on function bandit.end_arm(text, text, text, timestamptz, bigint) to bandit_operator;
