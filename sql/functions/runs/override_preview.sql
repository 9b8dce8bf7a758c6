-- override_preview: what all the weights would become, without doing it.

create or replace function bandit.override_preview(
    p_generator  text,                   -- in any spelling
    p_action     text,                   -- set, pin, release, disable, enable or test
    p_weight     numeric default null,   -- the weight wanted, 0 to 1; null: the one it has
    p_account_id bigint default null     -- null: the current account
) returns table (
    generator_name text,
    old_status     text,
    new_status     text,
    old_weight     numeric,
    new_weight     numeric,
    pinned_weight  numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
begin
    return query
    select p.*
    from bandit_internal.plan_override(v_account_id, bandit_internal.find_generator(v_account_id, p_generator), p_action, p_weight) as p;
end
$function$;

comment on function bandit.override_preview(text, text, numeric, bigint) is
    'Status and weight (0 to 1) of every generator as an override would leave them; changes nothing. Errors as override_generator''s.';

revoke all on function bandit.override_preview(text, text, numeric, bigint) from public;
grant execute on function bandit.override_preview(text, text, numeric, bigint) to bandit_operator, bandit_reader;
