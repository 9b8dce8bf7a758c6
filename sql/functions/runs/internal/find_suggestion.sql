-- find_suggestion: finds a run that waits for an operator.

create or replace function bandit_internal.find_suggestion(
    p_account_id bigint,   -- the account
    p_run_id     bigint    -- the run
) returns table (
    policy text,
    stages bandit_internal.weight_stage[]
)
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_run record;
begin
    select r.status, r.policy, r.stages
    into v_run
    from bandit.optimization_runs as r
    where r.account_id = p_account_id
      and r.run_id = p_run_id;

    if v_run.status is distinct from 'suggested' then
        raise exception 'run % does not wait for a decision', coalesce(p_run_id::text, 'without an id')
            using errcode = 'WT018',
                  detail  = coalesce('its status is ' || v_run.status, 'the account has no such run'),
                  hint    = 'select * from bandit.recent_runs where status = ''suggested'' shows the runs that wait';
    end if;

    return query
    select v_run.policy, array_agg(s)
    from jsonb_populate_recordset(null::bandit_internal.weight_stage, v_run.stages) as s;
end
$function$;

comment on function bandit_internal.find_suggestion(bigint, bigint) is
    'Returns the policy and the stages of a suggested run, one row. Unknown, or not waiting: WT018.';

revoke all on function bandit_internal.find_suggestion(bigint, bigint) from public;
