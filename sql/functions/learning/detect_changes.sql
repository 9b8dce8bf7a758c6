-- detect_changes: finds and logs changes of the platform, and of generators relative to the others.
--
-- Rates are of the account's objective, followers by default. Data from before the last logged change are not used, so that no change is found twice.

create or replace function bandit.detect_changes(
    p_now        timestamptz default null,   -- null: clock(); nothing later is used
    p_account_id bigint      default null    -- null: the current account
) returns table (
    level          text,
    generator_name text,
    measure        text,
    changed_at     timestamptz,
    level_before   double precision,
    level_after    double precision,
    size           double precision,
    z              double precision
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_memory     constant interval := interval '88 days';   -- 12 weeks and the days that are not over
    c_half_life  constant double precision := 30;   -- days
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_today      integer := floor(extract(epoch from v_now) / 86400);
    v_days       bandit_internal.learning_day[];
    v_rate       double precision;
    v_message    text;
    v_objective  bandit_internal.objective;
    v_measure    text;
begin
    perform bandit_internal.lock_account(v_account_id);
    v_objective := bandit_internal.parse_objective((select s.objective from bandit_internal.stg_settings as s where s.account_id = v_account_id));
    v_measure := case when v_objective.is_own then 'value_per_1k' else 'f_per_1k' end;
    v_days := bandit_internal.learning_days(v_account_id, c_memory, v_now);
    v_rate := bandit_internal.account_rate(v_days, v_today, c_half_life);
    v_days := bandit_internal.weighted_days(v_days, v_rate, bandit_internal.account_dispersion(v_days, v_rate, v_today, c_half_life));

    for level, generator_name, measure, changed_at, level_before, level_after, size, z, v_message in
        with known as (
            select e.generator_name, e.detail ->> 'measure' as measure, floor(extract(epoch from max(e.event_at)) / 86400)::integer as day
            from bandit_internal.stg_events as e
            where e.account_id = v_account_id
              and e.kind = 'change_point'
            group by e.generator_name, e.detail ->> 'measure'
        ),
        since as (
            select
                max(k.day) filter (where k.generator_name is null and k.measure = v_measure) as rate,
                max(k.day) filter (where k.generator_name is null and k.measure = 'exposure_per_post') as reach,
                array_agg(k.generator_name) filter (where k.generator_name is not null) as names,
                array_agg(k.day) filter (where k.generator_name is not null) as days
            from known as k
        ),
        found as (
            select
                'account' as level, null::text as generator_name, case when c.measure = 'f_per_1k' then v_measure else c.measure end as measure,
                c.changed_on, c.level_before, c.level_after, c.size, c.z, case when c.measure = 'f_per_1k' then v_objective.unit else 1 end as unit
            from since as s
            cross join lateral bandit_internal.account_changes(v_days, v_today, s.rate, s.reach) as c
            union all
            select 'generator', c.generator_name, v_measure, c.changed_on, c.rate_before, c.rate_after, c.size, c.z, v_objective.unit
            from since as s
            cross join lateral bandit_internal.generator_changes(v_days, v_today, s.names, s.days) as c
        )
        select
            f.level, f.generator_name, f.measure, to_timestamp(f.changed_on * 86400.0::double precision), f.level_before * f.unit, f.level_after * f.unit, f.size, f.z,
            bandit_internal.describe_change(f.generator_name, f.measure, f.level_before * f.unit, f.level_after * f.unit, f.size)
        from found as f
    loop
        perform bandit_internal.log_event(
            v_account_id, changed_at, 'change_point', 'changes', v_message,
            jsonb_build_object('level', level, 'measure', measure, 'before', level_before, 'after', level_after, 'size', size, 'z', z,
                               'found_at', v_now),
            generator_name
        );
        return next;
    end loop;
end
$function$;

comment on function bandit.detect_changes(timestamptz, bigint) is
    'Logs an event change_point for each new change of the account (account_changes) and of its generators (generator_changes), and returns these changes; a repeated call finds nothing. Unknown account: WT001.';

revoke all on function bandit.detect_changes(timestamptz, bigint) from public;
grant execute on function bandit.detect_changes(timestamptz, bigint) to bandit_operator;
