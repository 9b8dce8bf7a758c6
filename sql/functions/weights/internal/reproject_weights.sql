-- reproject_weights: rescales an account's weights outside any run.

create or replace function bandit_internal.reproject_weights(
    p_account_id     bigint,                 -- the account
    p_reason         text,                   -- why, in words
    p_now            timestamptz,            -- time that the change stands for
    p_generator_name text default null,      -- a generator that gets a given weight; null: none
    p_weight         numeric default null    -- that weight, 0 to 1; the others are rescaled
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_actor      text := session_user;
    v_min_weight numeric;
    v_names      text[];
    v_scores     numeric[];
    v_fixed      numeric[];
    v_weights    bandit_internal.new_weight[];
begin
    select s.min_weight
    into v_min_weight
    from bandit.account_settings as s
    where s.account_id = p_account_id
    for update;

    select
        array_agg(g.generator_name),
        array_agg(g.weight),
        array_agg(
            case
                when g.generator_name = p_generator_name                              then p_weight
                when g.pinned_weight is not null or g.status = 'testing'              then g.weight
            end
        )
    into v_names, v_scores, v_fixed
    from bandit.generator_weights as g
    where g.account_id = p_account_id
      and g.status in ('active', 'testing');

    if v_names is not null then
        v_weights := array(
            select row(w.generator_name, w.weight, p_reason, null)::bandit_internal.new_weight
            from bandit_internal.project_weights(v_names, v_scores, v_fixed, v_min_weight) as w
        );
    end if;
    perform bandit_internal.set_weights(p_account_id, v_weights, v_actor, null, p_now);
end
$function$;

comment on function bandit_internal.reproject_weights(bigint, text, timestamptz, text, numeric) is
    'Rescales the free weights of an account so that pins, testing weights, one given weight and the floor hold; removes the weights by context. Infeasible: WT012.';

revoke all on function bandit_internal.reproject_weights(bigint, text, timestamptz, text, numeric) from public;
