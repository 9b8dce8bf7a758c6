-- health_objective: are the metrics of the objective measured?
--
-- A post counts for an objective of one's own only if all its metrics are known. Followers have a check of their own.

create or replace function bandit_internal.health_objective(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_share     constant numeric := 0.5;
    v_settings  record;
    v_objective bandit_internal.objective;
    v_posts     bigint;
    v_missing   text;
begin
    select p_now - s.lookback as since, s.objective
    into v_settings
    from bandit_internal.stg_settings as s
    where s.account_id = p_account_id;
    v_objective := bandit_internal.parse_objective(v_settings.objective);

    select max(m.posts), string_agg(format('%s in %s of %s posts', m.metric, m.known, m.posts), ', ') filter (where m.known < c_share * m.posts)
    into v_posts, v_missing
    from (
        select t.metric, count(p.value) as known, count(*) as posts
        from unnest(v_objective.metrics) as t (metric)
        cross join lateral bandit_internal.parse_objective(t.metric) as o
        cross join lateral bandit_internal.posts_as_of(p_account_id, v_settings.since, p_now, p_now, o) as p
        where v_objective.is_own
          and p.exposure > 0
        group by t.metric
    ) as m;

    return row(
        'objective',
        case when v_missing is not null then 'warning' when v_objective.is_own and v_posts is null then 'info' else 'ok' end,
        case when v_objective.is_own and v_posts is null then 'no data yet' else v_objective.name end,
        format('each metric in %s %% of the posts', round(100 * c_share)),
        case
            when not v_objective.is_own  then format('the objective is %s', bandit_internal.describe_objective(v_objective.name))
            when v_posts is null         then 'no data yet: no measured post in the lookback'
            when v_missing is not null   then format('posts without a metric of the objective teach nothing; measured: %s', v_missing)
            else 'the metrics of the objective are measured'
        end,
        case when v_missing is not null then 'pgbandit account set objective OBJECTIVE' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_objective(bigint, timestamptz) is
    'Returns the health check objective: warning if a metric of an objective of one''s own is known for less than half of the measured posts of the lookback.';

revoke all on function bandit_internal.health_objective(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_objective(bigint, timestamptz) to bandit_operator, bandit_reader;
