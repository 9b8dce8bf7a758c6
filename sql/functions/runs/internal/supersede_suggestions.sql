-- supersede_suggestions: a suggestion waits only until a later run suggests or is applied.

create or replace function bandit_internal.supersede_suggestions(
    p_account_id bigint   -- the account, whose settings row the caller has locked
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_latest timestamptz;
begin
    select max(r.run_at)
    into v_latest
    from bandit.optimization_runs as r
    where r.account_id = p_account_id
      and r.status in ('suggested', 'success');

    update bandit.optimization_runs as r
    set status = 'superseded',
        stages = '[]'
    where r.account_id = p_account_id
      and r.status = 'suggested'
      and r.run_at < v_latest;
end
$function$;

comment on function bandit_internal.supersede_suggestions(bigint) is
    'Sets the status of suggested runs to superseded if a later run was suggested or applied.';

revoke all on function bandit_internal.supersede_suggestions(bigint) from public;
