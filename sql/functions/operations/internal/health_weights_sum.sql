-- health_weights_sum: do the weights in play sum to 1?

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
        coalesce(v_sum::text, 'none in play'),
        '1.0000',
        case
            when v_sum is null then 'no generator is in play, so nothing can be chosen'
            when v_sum = 1     then 'the weights in play sum to exactly 1.0000'
            else format('the weights in play sum to %s, so choices are not what they seem', v_sum)
        end,
        case
            when v_sum is null then 'pgbandit generator enable NAME'
            when v_sum <> 1    then 'pgbandit doctor'
        end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_weights_sum(bigint, timestamptz) is
    'Health check: critical where the weights in play do not sum to exactly 1.0000, or none is in play.';

revoke all on function bandit_internal.health_weights_sum(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_weights_sum(bigint, timestamptz) to bandit_operator, bandit_reader;
