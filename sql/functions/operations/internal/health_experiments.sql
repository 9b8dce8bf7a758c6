-- health_experiments: does a running experiment harm?

create or replace function bandit_internal.health_experiments(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_harm    constant numeric := 0.05;
    v_running bigint;
    v_known   bigint;
    v_harmful text;
    v_name    text;
    v_over    text;
    v_own     text;   -- objective of one's own
begin
    select
        count(*),
        count((l.comparison).probability_better),
        string_agg(format('%s is better with probability %s', quote_literal(l.experiment), round((l.comparison).probability_better, 3)), '; ' order by l.experiment collate "C")
            filter (where (l.comparison).probability_better < c_harm),
        min(l.experiment) filter (where (l.comparison).probability_better < c_harm),
        string_agg(quote_literal(l.experiment), ', ' order by l.experiment collate "C") filter (where l.planned_end_at <= p_now),
        max(bandit_internal.describe_objective(o.name)) filter (where o.is_own)
    into v_running, v_known, v_harmful, v_name, v_over, v_own
    from bandit_internal.experiment_list(p_account_id, p_now, false) as l
    cross join lateral bandit_internal.parse_objective((l.comparison).objective) as o;

    return row(
        'experiments',
        case when v_harmful is not null then 'warning' when v_over is not null or v_running > 0 and v_known = 0 then 'info' else 'ok' end,
        case when v_running > 0 and v_known = 0 then 'no data yet' else format('%s running', v_running) end,
        format('P(better) at least %s', c_harm),
        case
            when v_harmful is not null           then format('an arm gains %s than control: %s', coalesce('less in ' || v_own, 'fewer followers'), v_harmful)
            when v_over is not null              then format('the planned end has passed: %s', v_over)
            when v_running > 0 and v_known = 0   then 'no data yet: fewer than 20 measured posts in an arm or in control'
            when v_running > 0                   then 'no running experiment harms'
            else 'no experiment is running'
        end,
        case when v_harmful is not null then format('pgbandit experiment end %s --reason ''it harms''', quote_literal(v_name)) end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_experiments(bigint, timestamptz) is
    'Returns the health check experiments: warning if the probability that the arm of a running experiment is better than control is below 0.05.';

revoke all on function bandit_internal.health_experiments(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_experiments(bigint, timestamptz) to bandit_operator, bandit_reader;
