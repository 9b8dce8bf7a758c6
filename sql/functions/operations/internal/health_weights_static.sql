-- health_weights_static: do runs still change the weights?
--
-- Applied runs had data, otherwise they would have been skipped. Changes by hand do not count.

create or replace function bandit_internal.health_weights_static(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_runs_wanted integer := (select s.static_runs from bandit_internal.stg_settings as s where s.account_id = p_account_id);
    v_runs        bigint;
    v_since       timestamptz;
    v_changes     bigint;
    v_free        bigint;
    v_is_settled  boolean;
begin
    select count(*), min(r.run_at)
    into v_runs, v_since
    from (
        select l.run_at
        from bandit_internal.stg_runs as l
        where l.account_id = p_account_id
          and l.status = 'success'
          and l.run_at <= p_now
        order by l.run_at desc
        limit v_runs_wanted
    ) as r;

    select
        count(*) filter (where g.status = 'active' and g.pinned_weight is null),
        coalesce(sum(c.changes), 0),
        count(*) filter (where g.status = 'active' and g.pinned_weight is null and g.weight > s.min_weight) < 2
    into v_free, v_changes, v_is_settled
    from bandit_internal.stg_generators as g
    join bandit_internal.stg_settings as s on s.account_id = g.account_id
    cross join lateral (
        select count(*) as changes
        from bandit_internal.stg_weight_changes as w
        where w.account_id = g.account_id
          and w.generator_name = g.generator_name
          and w.changed_at >= v_since
          and w.changed_at <= p_now
          and w.run_id is not null
    ) as c
    where g.account_id = p_account_id;

    return row(
        'weights_static',
        case
            when v_changes > 0                               then 'ok'
            when v_free < 2 or v_runs < v_runs_wanted        then 'info'
            when v_is_settled                                then 'ok'
            else 'warning'
        end,
        case
            when v_changes = 0 and (v_free < 2 or v_runs < v_runs_wanted) then 'no data yet'
            else format('%s changes', v_changes)
        end,
        format('a change in %s applied runs', v_runs_wanted),
        case
            when v_changes > 0          then format('the last %s applied runs changed weights %s times', v_runs, v_changes)
            when v_free < 2             then 'no data yet: fewer than two weights are free to change'
            when v_runs < v_runs_wanted then format('no data yet: %s of %s applied runs', v_runs, v_runs_wanted)
            when v_is_settled           then format('one generator holds all weight above the floor after the last %s applied runs', v_runs)
            else format('the last %s applied runs had data and changed no weight', v_runs)
        end,
        case when v_changes = 0 and v_free >= 2 and v_runs >= v_runs_wanted and not v_is_settled then 'pgbandit explain' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_weights_static(bigint, timestamptz) is
    'Returns the health check weights_static: warning if the last runs, as many as the setting static_runs, changed no weight.';

revoke all on function bandit_internal.health_weights_static(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_weights_static(bigint, timestamptz) to bandit_operator, bandit_reader;
