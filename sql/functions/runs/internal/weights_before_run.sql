-- weights_before_run: the weights as they were before a run, made valid for today's pins, statuses and floor.
--
-- A run stores all weights that it left, and the history what each weight that it changed was before. A generator that
-- was not in play then keeps what it has.

create or replace function bandit_internal.weights_before_run(
    p_account_id bigint,   -- the account
    p_run_id     bigint    -- an applied run
) returns table (
    generator_name text,
    old_weight     numeric,
    new_weight     numeric
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_min_weight numeric := (select s.min_weight from bandit_internal.stg_settings as s where s.account_id = p_account_id);
begin
    return query
    with before_run as (
        select w.generator_name, coalesce(c.old_weight, w.weight) as weight
        from bandit_internal.stg_runs as r
        cross join lateral jsonb_to_recordset(r.weights) as w (generator_name text, weight numeric)
        left join bandit_internal.stg_weight_changes as c
            on c.account_id = p_account_id
           and c.run_id = p_run_id
           and c.generator_name = w.generator_name
        where r.account_id = p_account_id
          and r.run_id = p_run_id
    ),
    arrays as (
        select
            array_agg(g.generator_name) as names,
            array_agg(b.weight) as scores,
            array_agg(case when g.pinned_weight is not null or g.status = 'testing' or b.weight is null then g.weight end) as fixed
        from bandit_internal.stg_generators as g
        left join before_run as b on b.generator_name = g.generator_name
        where g.account_id = p_account_id
          and g.status in ('active', 'testing')
    )
    select g.generator_name, g.weight::numeric, p.weight::numeric
    from arrays as a
    cross join lateral bandit_internal.project_weights(a.names, a.scores, a.fixed, v_min_weight) as p
    join bandit_internal.stg_generators as g
        on g.account_id = p_account_id
       and g.generator_name = p.generator_name;
end
$function$;

comment on function bandit_internal.weights_before_run(bigint, bigint) is
    'Present weight and weight before a run (0 to 1) of every generator in play, projected around pins, testing weights and floor. Internal.';

revoke all on function bandit_internal.weights_before_run(bigint, bigint) from public;
