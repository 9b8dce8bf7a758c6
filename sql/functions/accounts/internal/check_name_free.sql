-- check_name_free: checks that no other generator has or had a name.

create or replace function bandit_internal.check_name_free(
    p_account_id     bigint,   -- the account
    p_name           text,     -- the name wanted
    p_generator_name text      -- the generator that is to have it; null: a new one
) returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_holder text := bandit_internal.match_generator(p_account_id, p_name);
begin
    if v_holder is distinct from p_generator_name and v_holder is not null then
        raise exception 'there is a generator % already', v_holder
            using errcode = 'WT007',
                  detail  = format('account_id = %s%s', p_account_id,
                                   case when bandit_internal.generator_key(v_holder) <> bandit_internal.generator_key(p_name) then format(', which was called %s', p_name) else '' end),
                  hint    = 'choose another name, or enable the existing generator';
    end if;
end
$function$;

comment on function bandit_internal.check_name_free(bigint, text, text) is
    'Raises WT007 if the name matches the present or a former name of another generator. Internal.';

revoke all on function bandit_internal.check_name_free(bigint, text, text) from public;
