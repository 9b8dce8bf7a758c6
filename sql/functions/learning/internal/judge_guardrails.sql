-- judge_guardrails: the guardrails of an account compared with the posts of its lookback.
--
-- Each is judged for the account as a whole, for each generator and for each experiment arm.

create or replace function bandit_internal.judge_guardrails(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- end of the lookback; nothing known later is used
) returns setof bandit_internal.guardrail_result
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    v_since      timestamptz := p_now - (select s.lookback from bandit_internal.stg_settings as s where s.account_id = p_account_id);
    v_guardrails bandit_internal.guardrail_result[] := array(
        select row(g.metric, g.kind, g.bound, null, null, null, null, null, null, null)::bandit_internal.guardrail_result
        from bandit_internal.stg_guardrails as g
        where g.account_id = p_account_id
    );
begin
    return query
    with posts as (
        select g.metric, g.kind, g.bound, p.generator_name, p.experiment_arm, p.value::double precision as n, p.value_exposure / 1000.0::double precision as e
        from unnest(v_guardrails) as g
        cross join lateral bandit_internal.parse_objective(g.metric || ' per 1000') as o
        cross join lateral bandit_internal.posts_as_of(p_account_id, v_since, p_now, p_now, o) as p
        where p.value_exposure > 0
          and p.value is not null
    ),
    groups as (
        select p.metric, p.kind, 'account' as scope, null::text as name, array_agg(p.n) as counts, array_agg(p.e) as exposures
        from posts as p
        group by p.metric, p.kind
        union all
        select p.metric, p.kind, 'generator', p.generator_name, array_agg(p.n), array_agg(p.e)
        from posts as p
        where p.generator_name is not null
        group by p.metric, p.kind, p.generator_name
        union all
        select p.metric, p.kind, 'arm', p.experiment_arm, array_agg(p.n), array_agg(p.e)
        from posts as p
        where p.experiment_arm is not null
        group by p.metric, p.kind, p.experiment_arm
    )
    select j.*
    from unnest(v_guardrails) as g
    left join groups as s on s.metric = g.metric and s.kind = g.kind
    cross join lateral bandit_internal.judge_guardrail(
        row(g.metric, g.kind, g.bound, coalesce(s.scope, 'account'), s.name, null, null, null, null, null)::bandit_internal.guardrail_result,
        s.counts, s.exposures
    ) as j
    order by g.metric collate "C", g.kind, s.scope, s.name collate "C";
end
$function$;

comment on function bandit_internal.judge_guardrails(bigint, timestamptz) is
    'Returns the guardrails of an account, each for the account, its generators and its arms over the lookback: rate per 1000 of exposure with a 95 % interval and state (kept, missed, no data yet). No row: there are none.';

revoke all on function bandit_internal.judge_guardrails(bigint, timestamptz) from public;
grant execute on function bandit_internal.judge_guardrails(bigint, timestamptz) to bandit_operator, bandit_reader;
