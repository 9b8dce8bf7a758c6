-- set_weights: the one writer of weights; whatever differs is logged.

create or replace function bandit_internal.set_weights(
    p_account_id bigint,        -- the account, whose settings row the caller has locked
    p_names      text[],        -- n generators
    p_weights    numeric[],     -- their n new weights, 0 to 1
    p_reasons    text[],        -- n reasons in words
    p_actor      text,          -- who
    p_run_id     bigint,        -- the run behind it; null: by hand
    p_now        timestamptz    -- time the change stands for
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    with wanted as (
        select w.generator_name, w.weight, w.reason
        from unnest(p_names, p_weights, p_reasons) as w (generator_name, weight, reason)
    ),
    differing as (
        select g.generator_name, g.weight as old_weight, w.weight as new_weight, w.reason
        from bandit.generator_weights as g
        join wanted as w on w.generator_name = g.generator_name
        where g.account_id = p_account_id
          and g.weight <> w.weight
    ),
    updated as (
        update bandit.generator_weights as g
        set weight = d.new_weight,
            run_id = p_run_id,
            last_updated = p_now
        from differing as d
        where g.account_id = p_account_id
          and g.generator_name = d.generator_name
    )
    insert into bandit.weight_changes (account_id, generator_name, old_weight, new_weight, reason, actor, run_id, changed_at)
    select p_account_id, d.generator_name, d.old_weight, d.new_weight, d.reason, p_actor, p_run_id, p_now
    from differing as d;
end
$function$;

comment on function bandit_internal.set_weights(bigint, text[], numeric[], text[], text, bigint, timestamptz) is
    'Sets weights of an account and appends every one that differs to weight_changes. Internal: callers project first, so that the sum stays 1.0000.';

revoke all on function bandit_internal.set_weights(bigint, text[], numeric[], text[], text, bigint, timestamptz) from public;
