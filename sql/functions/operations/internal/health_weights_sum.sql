-- health_weights_sum: do the active and testing weights sum to 1?

create or replace function bandit_internal.health_weights_sum(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_sum numeric;
begin
    select sum(g.weight)
    into v_sum
    from bandit_internal.stg_generators as g
    where g.account_id = p_account_id
      and g.status in ('active', 'testing');

    return row(
        'weights_sum',
        case when v_sum = 1 then 'ok' else 'critical' end,
        coalesce(v_sum::text, 'none'),
        '1.0000',
        case
            when v_sum is null then 'no generator is active or testing, so none can be chosen'
            when v_sum = 1     then 'the active and testing weights sum to exactly 1.0000'
            else format('the active and testing weights sum to %s, so propensities are wrong', v_sum)
        end,
        case
            when v_sum is null then 'pgbandit generator enable NAME'
            when v_sum <> 1    then 'pgbandit doctor'
        end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_weights_sum(bigint, timestamptz) is
    'Returns the health check weights_sum: critical if the active and testing weights do not sum to exactly 1.0000, or there are none.';

revoke all on function bandit_internal.health_weights_sum(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_weights_sum(bigint, timestamptz) to bandit_operator, bandit_reader;
