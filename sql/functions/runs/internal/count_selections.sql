-- count_selections: adds the choices since the last run to times_selected and last_used.
--
-- A choice only inserts its decision, so that it never waits for a run. Each decision is counted exactly once, by a flag and not
-- by time, since a choice may commit after a run that started later. A decision that is locked, because it is being posted or
-- discarded, is left for the next run, so that neither waits for the other.

create or replace function bandit_internal.count_selections(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- later choices are not counted
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    with uncounted as (
        select c.decision_id
        from bandit.content_metadata as c
        where c.account_id = p_account_id
          and c.source <> 'import'
          and not c.selection_counted
          and c.created_at <= p_now
        for no key update skip locked
    ),
    counted as (
        update bandit.content_metadata as c
        set selection_counted = true
        from uncounted as u
        where c.account_id = p_account_id
          and c.decision_id = u.decision_id
        returning c.generator_name, c.created_at
    ),
    totals as (
        select c.generator_name, count(*) as selections, max(c.created_at) as last_used
        from counted as c
        group by c.generator_name
    )
    update bandit.generator_weights as g
    set times_selected = g.times_selected + t.selections,
        last_used = greatest(g.last_used, t.last_used)
    from totals as t
    where g.account_id = p_account_id
      and g.generator_name = t.generator_name;
end
$function$;

comment on function bandit_internal.count_selections(bigint, timestamptz) is
    'Adds the choices up to p_now that are not counted yet to times_selected and last_used.';

revoke all on function bandit_internal.count_selections(bigint, timestamptz) from public;
