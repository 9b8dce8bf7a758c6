-- check_not_started: checks that a name is free and that the arm is in no experiment.

create or replace function bandit_internal.check_not_started(
    p_account_id bigint,   -- the account, whose settings row the caller has locked
    p_experiment text,     -- name of the experiment
    p_arm        text      -- its arm
) returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_existing record;
begin
    select x.experiment_name, x.arm, x.ended_at
    into v_existing
    from bandit.experiments as x
    where x.account_id = p_account_id
      and (x.experiment_name = p_experiment or x.arm = p_arm and x.ended_at is null)
    order by x.experiment_name = p_experiment
    limit 1;

    if v_existing.ended_at is not null then
        raise exception 'there was an experiment % already', quote_literal(p_experiment)
            using errcode = 'WT007', detail = 'it ended at ' || bandit_internal.account_time(p_account_id, v_existing.ended_at), hint = 'use another name; the results of both are kept';
    elsif v_existing.arm is not null then
        raise exception 'the experiment % is running already', quote_literal(v_existing.experiment_name)
            using errcode = 'WT007', detail = format('it has the arm %s', v_existing.arm), hint = 'end it first, or use another name and another arm';
    end if;
end
$function$;

comment on function bandit_internal.check_not_started(bigint, text, text) is
    'Raises WT007 if the account has an experiment of this name, or a running one with this arm. Internal.';

revoke all on function bandit_internal.check_not_started(bigint, text, text) from public;
