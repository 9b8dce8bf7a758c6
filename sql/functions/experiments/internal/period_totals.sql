-- period_totals: the sums over the posts of each arm, and over those of control, in each period of constant shares.
--
-- An arm is compared only with the posts of control that were chosen in the same period, because the followers of an account
-- rise and fall for reasons that no arm causes. A running experiment is judged by the account's objective, over all its posts;
-- an ended one by the objective of its end. In an objective of one's own per post, each post has an exposure of 1. The sum of
-- squares is multiplied out, so that one pass over the posts is enough; it is that of posts, or of blocks where posts were chosen in blocks.

create or replace function bandit_internal.period_totals(
    p_account_id bigint,        -- the account
    p_now        timestamptz,   -- nothing known later is used
    p_all        boolean        -- true: ended experiments and control as well
) returns setof bandit_internal.period_total
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_objective  text := (select s.objective from bandit_internal.stg_settings as s where s.account_id = p_account_id);
    v_periods    bandit_internal.period_total[] := array(
        select row(e.experiment_name, e.experiment_arm, p.started_at, p.ended_at, p.share, p.control_share,
                   null, null, null, null, null, null, null, null, null, coalesce(e.objective, v_objective), null, null, null, null)::bandit_internal.period_total
        from bandit_internal.stg_experiments as e
        join bandit_internal.stg_experiment_periods as p using (account_id, experiment_name)
        where e.account_id = p_account_id
          and p.started_at <= p_now
          and (p_all or e.ended_at is null or e.ended_at > p_now)
        union all
        select row(null, a.experiment_arm, a.started_at, null, a.share, null,
                   null, null, null, null, null, null, null, null, null, v_objective, null, null, null, null)::bandit_internal.period_total
        from bandit_internal.stg_experiment_arms as a
        where a.account_id = p_account_id
          and a.experiment_arm = 'control'
          and p_all
    );
    v_since      timestamptz := (select min(p.started_at) from unnest(v_periods) as p);
    v_objectives text[] := array(select distinct p.objective from unnest(v_periods) as p);
begin
    return query
    with compared as (
        select
            t.experiment_name,
            t.started_at,
            p.experiment_arm = t.arm as is_own,
            p.block_at,
            case when p.block_at is null then p.decision_id end as decision_id,
            p.exposure > 0 as is_measured,
            p.exposure > 0 and p.followers_gained is not null as has_followers,
            p.value_exposure > 0 and p.value is not null as is_rated,
            p.exposure::numeric as exposure,
            p.followers_gained as followers,
            case when o.is_own and o.is_per_post then 1 else p.value_exposure end::numeric as e,
            case when o.is_own then p.value / o.unit else p.value end as n
        from unnest(v_objectives) as d (objective)
        cross join lateral bandit_internal.parse_objective(d.objective) as o
        cross join lateral bandit_internal.posts_as_of(p_account_id, v_since - interval '1 microsecond', p_now, p_now, o) as p
        join unnest(v_periods) as t
            on t.objective = d.objective
           and p.posted_at >= t.started_at
           and p.created_at >= t.started_at
           and p.created_at < coalesce(t.ended_at, 'infinity')
           and p.experiment_arm in (t.arm, 'control')
    ),
    clusters as (   -- the posts of a block are one observation
        select
            c.experiment_name, c.started_at, c.is_own,
            count(*) as posted, count(*) filter (where c.is_measured) as total_posts, count(*) filter (where c.is_rated) as rated,
            sum(c.exposure) filter (where c.has_followers) as exposure, sum(c.followers) filter (where c.has_followers) as followers,
            sum(c.e) filter (where c.is_rated) as e, sum(c.n) filter (where c.is_rated) as n
        from compared as c
        group by c.experiment_name, c.started_at, c.is_own, c.block_at, c.decision_id
    ),
    sides as (
        select
            c.experiment_name, c.started_at, c.is_own,
            sum(c.posted)::bigint as posted, sum(c.total_posts)::bigint as total_posts, sum(c.rated)::bigint as rated,
            sum(c.exposure) as exposure, sum(c.followers) as followers,
            sum(c.e) as e, sum(c.n) as n, sum(c.n * c.n) as nn, sum(c.n * c.e) as ne, sum(c.e * c.e) as ee
        from clusters as c
        group by c.experiment_name, c.started_at, c.is_own
    )
    select
        t.experiment_name, t.arm, t.started_at, t.ended_at, t.share, t.control_share,
        coalesce(own.posted, 0),
        coalesce(own.total_posts, 0),
        coalesce(own.rated, 0),
        own.exposure,
        own.followers,
        coalesce(other.rated, 0),
        other.exposure,
        other.followers,
        own.nn - 2 * own.n / own.e * own.ne + (own.n / own.e) ^ 2 * own.ee
            + other.nn - 2 * other.n / other.e * other.ne + (other.n / other.e) ^ 2 * other.ee,
        t.objective, own.e, own.n, other.e, other.n
    from unnest(v_periods) as t
    left join sides as own
        on own.experiment_name is not distinct from t.experiment_name
       and own.started_at = t.started_at
       and own.is_own
    left join sides as other
        on other.experiment_name = t.experiment_name
       and other.started_at = t.started_at
       and not other.is_own;
end
$function$;

comment on function bandit_internal.period_totals(bigint, timestamptz, boolean) is
    'Returns the periods of the running experiments of an account, with p_all of all its experiments and one row for control (experiment_name NULL), with the sums over the posts of the arm and of control. NULL: not measured. Internal.';

revoke all on function bandit_internal.period_totals(bigint, timestamptz, boolean) from public;
grant execute on function bandit_internal.period_totals(bigint, timestamptz, boolean) to bandit_operator, bandit_reader;
