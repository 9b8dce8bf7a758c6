-- override_generator: changes the weight or the status of a generator by hand; the others make room or take up the rest.

create or replace function bandit.override_generator(
    p_generator  text,                       -- in any spelling
    p_action     text,                       -- set, pin, release, disable, enable or test
    p_weight     numeric default null,       -- the weight wanted, 0 to 1; null: its present weight
    p_reason     text default null,          -- why, in words; required
    p_actor      text default null,          -- who; null: the login
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint default null         -- null: the current account
) returns table (
    generator_name text,
    old_status     text,
    new_status     text,
    old_weight     numeric,
    new_weight     numeric,
    pinned_weight  numeric
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_actor      text := coalesce(nullif(trim(p_actor), ''), session_user);
    v_generator  text := bandit_internal.find_generator(v_account_id, p_generator);
    v_moves      bandit_internal.weight_move[];
begin
    perform bandit_internal.check_reason(p_reason);
    perform bandit_internal.lock_account(v_account_id);
    v_moves := bandit_internal.plan_override(v_account_id, v_generator, p_action, p_weight);
    perform bandit_internal.apply_override(v_account_id, v_generator, p_action, v_moves, p_reason, v_actor, v_now);

    return query
    select m.*
    from unnest(v_moves) as m;
end
$function$;

comment on function bandit.override_generator(text, text, numeric, text, text, timestamptz, bigint) is
    'Sets, pins, releases, disables, enables or tests a generator, logged in weight_changes and events; returns status and weight (0 to 1) of all generators before and after. Unknown generator: WT002. No reason, unknown action or bad weight: WT004. Infeasible: WT012. Wrong state: WT016.';

revoke all on function bandit.override_generator(text, text, numeric, text, text, timestamptz, bigint) from public;
grant execute on function bandit.override_generator(text, text, numeric, text, text, timestamptz, bigint) to bandit_operator;
