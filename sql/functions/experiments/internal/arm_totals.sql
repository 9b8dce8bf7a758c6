-- arm_totals: the sums over the posts of each arm, and over those of control in the same time.
--
-- An arm is compared only with the posts of control that were chosen while the arm ran, because the followers of an account
-- rise and fall for reasons that no arm causes; for the same reason set_arm and end_arm start that time again where shares
-- change. The dispersion is the observed variance divided by that of a Poisson count: the sum of (n - r e)^2 over the posts
-- of both sides divided by the sum of n, with r the rate of the post's own side, corrected for the rates estimated. The
-- squares are multiplied out, so that one pass over the posts is enough.

create or replace function bandit_internal.arm_totals(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- nothing known later is used
) returns table (
    arm               text,
    share             numeric,
    transform         text,
    strength          numeric,
    started_at        timestamptz,
    ended_at          timestamptz,
    posted            bigint,
    total_posts       bigint,
    exposure          numeric,
    followers         numeric,
    control_exposure  numeric,
    control_followers numeric,
    dispersion        numeric
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_enough constant integer := 20;   -- measured posts a side that a dispersion requires
    v_arms   bandit_internal.arm_period[] := array(
        select row(a.experiment_arm, a.share, a.transform, a.strength, a.started_at, a.ended_at)::bandit_internal.arm_period
        from bandit_internal.stg_experiment_arms as a
        where a.account_id = p_account_id
    );
    v_since  timestamptz := (select min(a.started_at) from unnest(v_arms) as a);
begin
    return query
    with compared as (
        select
            a.arm,
            p.experiment_arm = a.arm as is_own,
            p.exposure > 0 as is_measured,
            p.exposure > 0 and p.followers_gained is not null as is_rated,
            p.exposure::numeric as e,
            p.followers_gained as n
        from bandit_internal.posts_as_of(p_account_id, v_since - interval '1 microsecond', p_now, p_now) as p
        join unnest(v_arms) as a
            on p.posted_at >= a.started_at
           and p.created_at >= a.started_at
           and p.created_at < coalesce(a.ended_at, 'infinity')
           and p.experiment_arm in (a.arm, 'control')
    ),
    totals as (
        select
            c.arm,
            c.is_own,
            count(*) as posted,
            count(*) filter (where c.is_measured) as total_posts,
            count(*) filter (where c.is_rated) as rated,
            sum(c.e) filter (where c.is_rated) as e,
            sum(c.n) filter (where c.is_rated) as n,
            sum(c.n * c.n) filter (where c.is_rated) as nn,
            sum(c.n * c.e) filter (where c.is_rated) as ne,
            sum(c.e * c.e) filter (where c.is_rated) as ee
        from compared as c
        group by c.arm, c.is_own
    ),
    sides as (
        select
            t.arm,
            sum(t.posted) filter (where t.is_own) as posted,
            sum(t.total_posts) filter (where t.is_own) as total_posts,
            sum(t.e) filter (where t.is_own) as e,
            sum(t.n) filter (where t.is_own) as n,
            sum(t.e) filter (where not t.is_own) as control_e,
            sum(t.n) filter (where not t.is_own) as control_n,
            sum(t.n) as all_n,
            sum(t.rated) as rated,
            min(t.rated) as fewest,
            count(t.n) as rates,
            sum(t.nn - 2 * t.n / t.e * t.ne + (t.n / t.e) ^ 2 * t.ee) as squares
        from totals as t
        group by t.arm
    )
    select
        a.arm, a.share, a.transform, a.strength, a.started_at, a.ended_at,
        coalesce(s.posted, 0)::bigint,
        coalesce(s.total_posts, 0)::bigint,
        s.e,
        s.n,
        s.control_e,
        s.control_n,
        case when s.fewest >= c_enough then greatest(1, s.squares / nullif(s.all_n, 0) * s.rated / (s.rated - s.rates)) end
    from unnest(v_arms) as a
    left join sides as s on s.arm = a.arm;
end
$function$;

comment on function bandit_internal.arm_totals(bigint, timestamptz) is
    'Returns every experiment arm with its posts (posted), its measured posts (total_posts), and exposure and followers over measured posts with known followers, of the arm and of control while the arm ran (for control itself none), and their dispersion (variance by that of a Poisson count, at least 1; NULL under 20 such posts a side). NULL: not measured. Internal.';

revoke all on function bandit_internal.arm_totals(bigint, timestamptz) from public;
grant execute on function bandit_internal.arm_totals(bigint, timestamptz) to bandit_operator, bandit_reader;
