-- propose_run: what a run at a time would do, without doing it.

create or replace function bandit_internal.propose_run(
    p_account_id bigint,        -- the account
    p_lookback   interval,      -- window of posts
    p_now        timestamptz    -- nothing later is used
) returns table (
    status             text,
    reason             text,
    posts_analyzed     bigint,
    generators_updated integer,
    top_performer      text,
    bottom_performer   text,
    changes            jsonb,
    weights            jsonb,
    reasons            jsonb,
    stages             jsonb
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_settings record;
    v_posts    bigint;
    v_top      text;
    v_bottom   text;
    v_obstacle text;
begin
    select s.min_posts, s.significant_change
    into v_settings
    from bandit_internal.stg_settings as s
    where s.account_id = p_account_id;

    select
        coalesce(sum(p.total_posts), 0),
        (array_agg(p.generator_name order by p.f_per_1k desc, p.total_posts desc, p.generator_name collate "C")
            filter (where p.f_per_1k is not null))[1],
        (array_agg(p.generator_name order by p.f_per_1k, p.total_posts desc, p.generator_name collate "C")
            filter (where p.f_per_1k is not null))[1]
    into v_posts, v_top, v_bottom
    from bandit_internal.generator_totals(p_account_id, p_lookback, p_now) as p;

    v_obstacle := case
        when v_posts < v_settings.min_posts then 'insufficient_data'
        when not exists (
            select 1
            from bandit_internal.stg_generators as g
            where g.account_id = p_account_id
              and g.status in ('active', 'testing')
        ) then 'no_active_generator'
    end;

    if v_obstacle is not null then
        return query
        select
            'skipped', v_obstacle, v_posts, 0, v_top, v_bottom, '[]'::jsonb,
            coalesce(jsonb_agg(jsonb_build_object('generator_name', g.generator_name, 'weight', g.weight)
                               order by g.weight desc, g.generator_name collate "C"), '[]'),
            '{}'::jsonb, '[]'::jsonb
        from bandit_internal.stg_generators as g
        where g.account_id = p_account_id
          and g.status in ('active', 'testing');
        return;
    end if;

    return query
    with stages as materialized (
        select
            e.*,
            g.pinned_weight,
            abs(e.new_weight - e.current_weight) >= v_settings.significant_change and e.new_weight <> e.current_weight as is_significant
        from bandit.explain_weights(p_account_id => p_account_id, p_now => p_now, p_lookback => p_lookback) as e
        join bandit_internal.stg_generators as g
            on g.account_id = p_account_id
           and g.generator_name = e.generator_name
    )
    select
        'success',
        null,
        v_posts,
        (count(*) filter (where s.is_significant))::integer,
        v_top,
        v_bottom,
        coalesce(
            jsonb_agg(
                jsonb_build_object('generator_name', s.generator_name, 'old_weight', s.current_weight,
                                   'new_weight', s.new_weight, 'reason', s.explanation)
                order by abs(s.new_weight - s.current_weight) desc, s.generator_name collate "C"
            ) filter (where s.is_significant),
            '[]'
        ),
        jsonb_agg(jsonb_build_object('generator_name', s.generator_name, 'weight', s.new_weight)
                  order by s.new_weight desc, s.generator_name collate "C"),
        jsonb_object_agg(s.generator_name, s.explanation),
        jsonb_agg(to_jsonb(s))
    from stages as s;
end
$function$;

comment on function bandit_internal.propose_run(bigint, interval, timestamptz) is
    'One row: what a run at p_now would log (status, counts, performers, significant changes, all weights) and the stages of explain_weights behind it, with the pins. Changes nothing.';

revoke all on function bandit_internal.propose_run(bigint, interval, timestamptz) from public;
grant execute on function bandit_internal.propose_run(bigint, interval, timestamptz) to bandit_operator, bandit_reader;
