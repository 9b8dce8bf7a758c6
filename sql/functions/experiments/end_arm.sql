-- end_arm: ends an experiment and its arm, and gives the share to control.
--
-- The verdict and the figures of the experiment are stored as they are at the end.

create or replace function bandit.end_arm(
    p_arm        text,                       -- a running arm other than control, or the name of its experiment
    p_reason     text        default null,   -- why, in words; required
    p_actor      text        default null,   -- who; null: the login
    p_verdict    text        default null,   -- ship, stop or undecided; null: as advised
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
    v_arm        text;
    v_share      numeric;
    v_verdict    text;
begin
    perform bandit_internal.check_reason(p_reason);
    if p_verdict not in ('ship', 'stop', 'undecided') then
        raise exception '% is not a verdict', bandit_internal.quote_start(p_verdict)
            using errcode = 'WT004', detail = 'verdicts: ship, stop, undecided', hint = 'use one of them, or none to follow the advice';
    end if;
    perform bandit_internal.lock_account(v_account_id);

    select x.arm
    into v_arm
    from bandit.experiments as x
    where x.account_id = v_account_id
      and x.ended_at is null
      and p_arm in (x.arm, x.experiment_name)
    order by x.experiment_name <> p_arm
    limit 1;
    v_arm := coalesce(v_arm, p_arm);
    perform bandit_internal.check_arm(v_account_id, v_arm);
    if v_arm = 'control' then
        raise exception 'control cannot end'
            using errcode = 'WT004', detail = 'control has the share that the other arms leave', hint = 'end the other arms';
    end if;

    select e.share
    into v_share
    from bandit.experiment_arms as e
    where e.account_id = v_account_id
      and e.arm = v_arm;
    v_verdict := bandit_internal.close_experiment(v_account_id, v_arm, p_verdict, p_reason, v_now);

    update bandit.experiment_arms as e
    set share = 0,
        ended_at = greatest(v_now, e.started_at)
    where e.account_id = v_account_id
      and e.arm = v_arm;

    perform bandit_internal.balance_arms(v_account_id, v_now);
    perform bandit_internal.log_event(v_account_id, v_now, 'experiment', v_actor, format('arm %s ends, share %s: %s', v_arm, v_share, p_reason),
                             jsonb_build_object('arm', v_arm, 'share', v_share, 'reason', p_reason, 'verdict', v_verdict));

    return query
    select e.arm, e.share::numeric, e.transform, e.strength
    from bandit.experiment_arms as e
    where e.account_id = v_account_id
      and e.share > 0
    order by e.arm collate "C";
end
$function$;

comment on function bandit.end_arm(text, text, text, text, timestamptz, bigint) is
    'Ends an experiment and its arm, stores the verdict and the figures, logs it, and gives the share to control. Returns the arms that still run with share and strength (0 to 1). No reason, an unknown verdict, or control: WT004. No arm or running experiment of this name: WT011.';

revoke all on function bandit.end_arm(text, text, text, text, timestamptz, bigint) from public;
grant execute on function bandit.end_arm(text, text, text, text, timestamptz, bigint) to bandit_operator;
