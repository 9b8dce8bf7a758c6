-- close_experiment: writes the verdict of a running experiment.

create or replace function bandit_internal.close_experiment(
    p_account_id bigint,       -- the account, whose settings row the caller has locked
    p_arm        text,         -- the arm; without a running experiment nothing happens
    p_verdict    text,         -- ship, stop or undecided; null: as advised
    p_reason     text,         -- why it ends, in words
    p_now        timestamptz   -- time of the end
) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_result  record;
    v_verdict text;
begin
    select l.experiment, l.comparison, l.advice
    into v_result
    from bandit_internal.experiment_list(p_account_id, p_now, false) as l
    where l.arm = p_arm;
    if not found then
        return null;
    end if;

    v_verdict := coalesce(p_verdict, nullif(v_result.advice, 'keep going'), 'undecided');
    update bandit.experiments as x
    set ended_at = greatest(p_now, x.started_at),
        verdict = v_verdict,
        verdict_reason = p_reason,
        objective = (v_result.comparison).objective,
        figures = to_jsonb(v_result.comparison)
    where x.account_id = p_account_id
      and x.experiment_name = v_result.experiment;
    return v_verdict;
end
$function$;

comment on function bandit_internal.close_experiment(bigint, text, text, text, timestamptz) is
    'Ends the running experiment of an arm with its verdict and its figures; returns the verdict, ship, stop or undecided. NULL: the arm is in no experiment. Internal.';

revoke all on function bandit_internal.close_experiment(bigint, text, text, text, timestamptz) from public;
