-- explain_setting: what is wrong with a value that a setting rejects, without the names of constraints.

create or replace function bandit_internal.explain_setting(
    p_key      text,   -- the setting
    p_value    text,   -- the value
    p_sqlstate text,   -- code of the error
    p_message  text    -- message of the error
) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return case
        when p_key = 'policy' then (
            select format('policies: %s', string_agg(p.policy, ', ' order by p.policy))
            from bandit.policies as p
        )
        when p_key = 'objective' then (bandit_internal.parse_objective(p_value)).problem
        when p_sqlstate like '23%' then 'not one of the allowed values'
        else p_message
    end;
end
$function$;

comment on function bandit_internal.explain_setting(text, text, text, text) is
    'Returns the reason why a setting rejects a value: the list of policies, what is wrong with an objective, or the message of a value that cannot be read. Internal.';

revoke all on function bandit_internal.explain_setting(text, text, text, text) from public;
