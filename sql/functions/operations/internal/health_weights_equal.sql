-- health_weights_equal: are all free weights the same?
--
-- A difference of one step of 0.0001 is rounding.

create or replace function bandit_internal.health_weights_equal(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_weights record;
begin
    select
        count(*) filter (where g.status = 'active' and g.pinned_weight is null) as free,
        min(g.weight) filter (where g.status = 'active' and g.pinned_weight is null) as smallest,
        max(g.weight) filter (where g.status = 'active' and g.pinned_weight is null) as largest,
        coalesce(bool_or(g.total_posts is not null), false) as has_run
    into v_weights
    from bandit_internal.stg_generators as g
    where g.account_id = p_account_id
      and g.status in ('active', 'testing');

    if not v_weights.has_run or v_weights.free < 2 then
        return row(
            'weights_equal', 'info', 'no data yet', 'not all equal',
            case when v_weights.free < 2 then 'no data yet: fewer than two weights are free to change' else 'no data yet: no run has changed the weights' end,
            null
        )::bandit_internal.health_check;
    end if;

    return row(
        'weights_equal',
        case when v_weights.largest - v_weights.smallest <= 0.0001 then 'warning' else 'ok' end,
        format('%s to %s', v_weights.smallest, v_weights.largest),
        'not all equal',
        case
            when v_weights.largest - v_weights.smallest <= 0.0001 then 'all free weights are equal, which suggests that nothing was learned'
            else format('the free weights differ, from %s to %s', v_weights.smallest, v_weights.largest)
        end,
        case when v_weights.largest - v_weights.smallest <= 0.0001 then 'pgbandit explain' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_weights_equal(bigint, timestamptz) is
    'Returns the health check weights_equal: warning if the runs have left all free weights equal.';

revoke all on function bandit_internal.health_weights_equal(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_weights_equal(bigint, timestamptz) to bandit_operator, bandit_reader;
