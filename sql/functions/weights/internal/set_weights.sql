-- set_weights: the one writer of weights. What follows from weights is written with them: their history, contexts and propensities.

create or replace function bandit_internal.set_weights(
    p_account_id bigint,                         -- the account, whose settings row the caller has locked
    p_weights    bandit_internal.new_weight[],   -- the weights; generators that are not listed keep theirs
    p_actor      text,                           -- who changes them
    p_run_id     bigint,                         -- run that changes them; null: none
    p_now        timestamptz                     -- time that the change stands for
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    with differing as (
        select g.generator_name, g.weight as old_weight, w.weight as new_weight, w.reason
        from bandit.generator_weights as g
        join unnest(p_weights) as w on w.generator_name = g.generator_name
        where g.account_id = p_account_id
          and g.weight <> w.weight
    ),
    updated as (
        update bandit.generator_weights as g
        set weight = d.new_weight,
            pinned_weight = case when g.pinned_weight is not null then d.new_weight end,
            run_id = p_run_id,
            last_updated = p_now
        from differing as d
        where g.account_id = p_account_id
          and g.generator_name = d.generator_name
    )
    insert into bandit.weight_changes (account_id, generator_name, old_weight, new_weight, reason, actor, run_id, changed_at)
    select p_account_id, d.generator_name, d.old_weight, d.new_weight, d.reason, p_actor, p_run_id, p_now
    from differing as d;

    perform bandit_internal.set_contexts(p_account_id, p_weights);
    perform bandit_internal.refresh_propensities(p_account_id);
end
$function$;

comment on function bandit_internal.set_weights(bigint, bandit_internal.new_weight[], text, bigint, timestamptz) is
    'Sets weights of an account (a pin moves with its weight), appends each that differs to weight_changes, replaces the weights by context, and refreshes the propensities. Callers project first, so that the sum stays 1.0000.';

revoke all on function bandit_internal.set_weights(bigint, bandit_internal.new_weight[], text, bigint, timestamptz) from public;
