-- check_arm: checks that an experiment arm is running.

create or replace function bandit_internal.check_arm(
    p_account_id bigint,   -- the account
    p_arm        text      -- name of the arm
) returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_arms text[];
begin
    select array_agg(e.arm order by e.arm collate "C")
    into v_arms
    from bandit.experiment_arms as e
    where e.account_id = p_account_id
      and e.ended_at is null;

    if p_arm is null or p_arm <> all (v_arms) then
        raise exception 'there is no experiment arm %', coalesce(quote_literal(p_arm), 'without a name')
            using errcode = 'WT011',
                  detail  = format('arms: %s', array_to_string(v_arms, ', ')),
                  hint    = 'use one of them; set_arm starts a new one';
    end if;
end
$function$;

comment on function bandit_internal.check_arm(bigint, text) is 'Raises WT011 with the running arms if none of them has this name.';

revoke all on function bandit_internal.check_arm(bigint, text) from public;
