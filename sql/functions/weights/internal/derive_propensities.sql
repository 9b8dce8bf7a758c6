-- derive_propensities: what every arm makes of the weights as they are, in every context.
--
-- Edges are summed up as exact decimals and kept as the doubles nearest to them, so that a draw of 0.15 lies in the bucket
-- that starts at 0.15.

create or replace function bandit_internal.derive_propensities(
    p_account_id bigint   -- the account
) returns setof bandit.generator_propensities
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    with inputs as (
        select
            0 as context_number,
            array_agg(g.generator_name) as names,
            array_agg(g.weight) as weights,
            array_agg(case when g.status = 'testing' then g.weight else g.pinned_weight end) as fixed
        from bandit.generator_weights as g
        where g.account_id = p_account_id
          and g.status in ('active', 'testing')
        having count(*) > 0
        union all
        select
            c.context_number,
            array_agg(c.generator_name),
            array_agg(c.weight),
            array_agg(case when g.status = 'testing' then g.weight else g.pinned_weight end)
        from bandit.context_weights as c
        join bandit.generator_weights as g
            on g.account_id = c.account_id
           and g.generator_name = c.generator_name
        where c.account_id = p_account_id
        group by c.context_number
    ),
    arms as (
        select
            e.arm,
            e.transform,
            e.strength,
            e.share,
            sum(e.share) over (order by e.arm collate "C") - e.share as lower_edge
        from bandit.experiment_arms as e
        where e.account_id = p_account_id
          and e.ended_at is null
    ),
    summed as (
        select
            i.context_number,
            a.arm,
            a.share,
            a.lower_edge,
            t.generator_name,
            t.propensity,
            sum(t.propensity) over (partition by i.context_number, a.arm order by t.generator_name collate "C") as upper_edge
        from arms as a
        cross join inputs as i
        join bandit.account_settings as s on s.account_id = p_account_id
        cross join lateral bandit_internal.transform_weights(i.names, i.weights, i.fixed, a.transform, a.strength, s.min_weight) as t
    )
    select
        p_account_id,
        s.arm,
        s.generator_name,
        s.propensity::numeric(5, 4),
        s.upper_edge::double precision,
        (s.lower_edge + s.share * s.upper_edge)::double precision,
        s.context_number
    from summed as s;
end
$function$;

comment on function bandit_internal.derive_propensities(bigint) is
    'The rows that generator_propensities should hold for an account: for every context, running arm and generator in play its propensity (0 to 1) and the edges of its buckets. Internal.';

revoke all on function bandit_internal.derive_propensities(bigint) from public;
