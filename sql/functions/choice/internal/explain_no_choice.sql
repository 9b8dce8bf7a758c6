-- explain_no_choice: raises the error for a choice that finds no propensities.

create or replace function bandit_internal.explain_no_choice(
    p_account_id bigint,   -- the account
    p_arm        text      -- the arm of the choice; null: any
) returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    if p_arm is not null then
        perform bandit_internal.check_arm(p_account_id, p_arm);
    end if;
    raise exception 'the account has no active generator'
        using errcode = 'WT101', detail = format('account_id = %s', p_account_id), hint = 'add or enable a generator';
end
$function$;

comment on function bandit_internal.explain_no_choice(bigint, text) is
    'Raises WT011 if the account has no such arm, else WT101: it has no active generator.';

revoke all on function bandit_internal.explain_no_choice(bigint, text) from public;
