-- find_step: the step of tuning that the evidence supports.
--
-- A step leads to a neighbouring value of the present policy's setting, or to another policy with its present setting. It
-- needs evidence (see step_problem). Of several, the one with the highest lower bound is taken. On a day (UTC) on which one of these
-- settings was changed, there is no step.

create or replace function bandit_internal.find_step(
    p_account_id bigint,                                   -- the account
    p_compared   bandit_internal.candidate_comparison[],   -- rows of compare_candidates
    p_now        timestamptz                               -- time of the step
) returns table (
    candidate text,
    key       text,
    old_value text,
    new_value text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
begin
    return query
    with steps as (
        select
            c.candidate,
            case when c.policy = p.policy then c.setting else 'policy' end as key,
            case when c.policy = p.policy then p.setting_value else p.policy end as old_value,
            case when c.policy = p.policy then c.setting_value else c.policy end as new_value,
            c.low
        from unnest(p_compared) as c
        join unnest(p_compared) as p on p.is_present
        where bandit_internal.step_problem(c, p) is null
    )
    select s.candidate, s.key, s.old_value, s.new_value
    from steps as s
    where not exists (
        select 1
        from bandit_internal.stg_events as e
        where e.account_id = p_account_id
          and e.kind = 'setting'
          and e.detail ->> 'key' in (select c.setting from unnest(p_compared) as c union all select 'policy')
          and e.event_at >= date_trunc('day', p_now)
          and e.event_at <= p_now
    )
    order by s.low desc, s.candidate
    limit 1;
end
$function$;

comment on function bandit_internal.find_step(bigint, bandit_internal.candidate_comparison[], timestamptz) is
    'Returns the step of tuning, at most one row: the setting (key), its old and its new value.';

revoke all on function bandit_internal.find_step(bigint, bandit_internal.candidate_comparison[], timestamptz) from public;
