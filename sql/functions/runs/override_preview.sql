-- override_preview: shows what override_generator would do.

create or replace function bandit.override_preview(
    p_generator  text,                   -- in any spelling
    p_action     text,                   -- set, pin, release, disable, enable or test
    p_weight     numeric default null,   -- the weight wanted, 0 to 1; null: its present weight
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
    v_generator  text := bandit_internal.find_generator(v_account_id, p_generator);
    v_moves      bandit_internal.weight_move[] := bandit_internal.plan_override(v_account_id, v_generator, p_action, p_weight);
begin
    return query
    select m.*
    from unnest(v_moves) as m;
end
$function$;

comment on function bandit.override_preview(text, text, numeric, bigint) is
    'Returns status and weight (0 to 1) of every generator before and after an override; changes nothing. Errors as those of override_generator.';

revoke all on function bandit.override_preview(text, text, numeric, bigint) from public;
grant execute on function bandit.override_preview(text, text, numeric, bigint) to bandit_operator, bandit_reader;
