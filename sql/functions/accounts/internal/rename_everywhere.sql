-- rename_everywhere: writes the new name of a generator to everything that is stored of it.

create or replace function bandit_internal.rename_everywhere(
    p_account_id bigint,   -- the account, whose settings row the caller has locked
    p_old_name   text,     -- canonical name so far
    p_new_name   text      -- canonical name from now on
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    delete from bandit.generator_propensities as p where p.account_id = p_account_id;
    -- Waits for choices of this generator, so that the next statement sees their decisions.
    perform from bandit.generator_weights as g where g.account_id = p_account_id and g.generator_name = p_old_name for update;

    -- One statement: foreign keys are checked at its end.
    with generator as (
        update bandit.generator_weights as g set generator_name = p_new_name where g.account_id = p_account_id and g.generator_name = p_old_name
    ),
    changes as (
        update bandit.weight_changes as c set generator_name = p_new_name where c.account_id = p_account_id and c.generator_name = p_old_name
    ),
    contexts as (
        update bandit.context_weights as c set generator_name = p_new_name where c.account_id = p_account_id and c.generator_name = p_old_name
    ),
    exposures as (
        update bandit.generator_exposures as x set generator_name = p_new_name where x.account_id = p_account_id and x.generator_name = p_old_name
    ),
    aliases as (
        update bandit.generator_aliases as a set generator_name = p_new_name where a.account_id = p_account_id and a.generator_name = p_old_name
    )
    update bandit.content_metadata as c
    set generator_name = p_new_name
    where c.account_id = p_account_id
      and c.generator_name = p_old_name;

    update bandit.events as e
    set generator_name = p_new_name
    where e.account_id = p_account_id
      and e.generator_name = p_old_name;

    update bandit.optimization_runs as r
    set top_performer = case when r.top_performer = p_old_name then p_new_name else r.top_performer end,
        bottom_performer = case when r.bottom_performer = p_old_name then p_new_name else r.bottom_performer end,
        changes = bandit_internal.rename_in_json(r.changes, p_old_name, p_new_name),
        weights = bandit_internal.rename_in_json(r.weights, p_old_name, p_new_name),
        reasons = bandit_internal.rename_in_json(r.reasons, p_old_name, p_new_name),
        stages = bandit_internal.rename_in_json(r.stages, p_old_name, p_new_name)
    where r.account_id = p_account_id;

    update bandit.shadow_weights as s
    set weights = bandit_internal.rename_in_json(s.weights, p_old_name, p_new_name)
    where s.account_id = p_account_id;

    update bandit.experiment_arms as a
    set weights = bandit_internal.rename_in_json(a.weights, p_old_name, p_new_name)
    where a.account_id = p_account_id
      and a.weights is not null;

    update bandit.experiments as e
    set weights = bandit_internal.rename_in_json(e.weights, p_old_name, p_new_name)
    where e.account_id = p_account_id
      and e.weights is not null;
end
$function$;

comment on function bandit_internal.rename_everywhere(bigint, text, text) is
    'Replaces the name of a generator in its posts, weights, changes, events, runs and shadows; removes the propensities of the account. Internal.';

revoke all on function bandit_internal.rename_everywhere(bigint, text, text) from public;
