-- free_experiment_name: the name of an experiment that was started without one.

create or replace function bandit_internal.free_experiment_name(
    p_account_id bigint,   -- the account
    p_arm        text      -- the arm
) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_taken text[] := array(select x.experiment_name from bandit.experiments as x where x.account_id = p_account_id);
    v_name  text := p_arm;
    v_n     integer := 1;
begin
    while v_name = any (v_taken) loop
        v_n := v_n + 1;
        v_name := concat(p_arm, ' ', v_n);
    end loop;
    return v_name;
end
$function$;

comment on function bandit_internal.free_experiment_name(bigint, text) is
    'Returns the name of the arm, followed by a number from 2 on if an experiment of that name exists. Internal.';

revoke all on function bandit_internal.free_experiment_name(bigint, text) from public;
