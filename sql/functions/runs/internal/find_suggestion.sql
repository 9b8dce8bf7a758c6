-- find_suggestion: a run that waits for an operator.

create or replace function bandit_internal.find_suggestion(
    p_account_id bigint,   -- the account
    p_run_id     bigint    -- the run
) returns bandit.optimization_runs
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_run bandit.optimization_runs;
begin
    select r.*
    into v_run
    from bandit.optimization_runs as r
    where r.account_id = p_account_id
      and r.run_id = p_run_id;

    if v_run.status is distinct from 'suggested' then
        raise exception 'run % does not wait for a decision', coalesce(p_run_id::text, 'without an id')
            using errcode = 'WT018',
                  detail  = coalesce('it is ' || v_run.status, 'the account has no such run'),
                  hint    = 'select * from bandit.recent_runs where status = ''suggested'' shows what waits';
    end if;
    return v_run;
end
$function$;

comment on function bandit_internal.find_suggestion(bigint, bigint) is 'The row of a suggested run. Not waiting: WT018. Internal.';

revoke all on function bandit_internal.find_suggestion(bigint, bigint) from public;
