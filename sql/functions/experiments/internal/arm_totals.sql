-- arm_totals: what the posts of every arm, and those of control beside it, came to.
--
-- An arm is compared with the posts of control that were chosen in its own time only, since an account's followers rise and
-- fall for reasons that no arm has a part in; for the same reason set_arm and end_arm begin that time anew where shares
-- change. The dispersion is the variance found over that of a Poisson count: the sum of (n - r e)^2 over
-- the posts of both by the sum of n, r the rate of the post's own side, corrected for the rates estimated. The squares are
-- multiplied out, so that the posts are read once.

create or replace function bandit_internal.arm_totals(
    p_account_id bigint default null   -- null: the current account
) returns table (
    experiment_arm      text,
    posts               bigint,
    impressions         numeric,
    followers           numeric,
    control_impressions numeric,
    control_followers   numeric,
    dispersion          numeric
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_enough     constant integer := 20;   -- measured posts a side that a dispersion takes
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
begin
    return query
    with compared as (
        select
            a.experiment_arm,
            p.experiment_arm = a.experiment_arm as is_own,
            p.impressions::numeric as e,
            p.followers_gained as n,
            coalesce(p.impressions > 0 and p.followers_gained is not null, false) as is_measured
        from bandit_internal.stg_experiment_arms as a
        join bandit_internal.int_posts as p
            on p.account_id = a.account_id
           and p.posted_at >= a.started_at
           and p.created_at >= a.started_at
           and p.created_at < coalesce(a.ended_at, 'infinity')
           and p.experiment_arm in (a.experiment_arm, 'control')
        where a.account_id = v_account_id
    ),
    totals as (
        select
            c.experiment_arm,
            c.is_own,
            count(*) as posts,
            count(*) filter (where c.is_measured) as measured,
            sum(c.e) filter (where c.is_measured) as e,
            sum(c.n) filter (where c.is_measured) as n,
            sum(c.n * c.n) filter (where c.is_measured) as nn,
            sum(c.n * c.e) filter (where c.is_measured) as ne,
            sum(c.e * c.e) filter (where c.is_measured) as ee
        from compared as c
        group by c.experiment_arm, c.is_own
    ),
    sides as (
        select
            t.experiment_arm,
            sum(t.posts) filter (where t.is_own) as posts,
            sum(t.e) filter (where t.is_own) as e,
            sum(t.n) filter (where t.is_own) as n,
            sum(t.e) filter (where not t.is_own) as control_e,
            sum(t.n) filter (where not t.is_own) as control_n,
            sum(t.n) as all_n,
            sum(t.measured) as measured,
            min(t.measured) as fewest,
            count(t.n) as rates,
            sum(t.nn - 2 * t.n / t.e * t.ne + (t.n / t.e) ^ 2 * t.ee) as squares
        from totals as t
        group by t.experiment_arm
    )
    select
        a.experiment_arm,
        coalesce(s.posts, 0)::bigint,
        s.e,
        s.n,
        s.control_e,
        s.control_n,
        case when s.fewest >= c_enough then greatest(1, s.squares / nullif(s.all_n, 0) * s.measured / (s.measured - s.rates)) end
    from bandit_internal.stg_experiment_arms as a
    left join sides as s using (experiment_arm)
    where a.account_id = v_account_id;
end
$function$;

comment on function bandit_internal.arm_totals(bigint) is
    'Posts, and impressions and followers over measured posts, of every experiment arm and of control while it ran (for control itself none), and their dispersion (variance by that of a Poisson count, at least 1; NULL under 20 measured posts a side). NULL: not measured.';

revoke all on function bandit_internal.arm_totals(bigint) from public;
grant execute on function bandit_internal.arm_totals(bigint) to bandit_operator, bandit_reader;
