-- policy_values: the contribution of each logged post to the value of a policy.
--
-- Every estimate is a ratio of two means, x over y: inverse propensity scoring w r over 1; self-normalised w r over w; doubly
-- robust q + w (r - q_a) over 1. Per 1000 of exposure, followers (or the value in another objective) stand in x and exposure / 1000 in y likewise, and self-normalising makes
-- no difference. The value of a post is its term in the linearised ratio (the delta method): the mean of the values is the
-- estimate, their deviation gives its standard error, and two policies can be compared post by post. Posts of one block stand or
-- fall together, see clustered_error.

create or replace function bandit_internal.policy_values(
    p_posts   bandit_internal.logged_post[],     -- see logged_posts
    p_course  bandit_internal.weights_since[],   -- see policy_course
    p_measure text                               -- the objective that the posts were valued in, such as f_per_1k
) returns table (
    decision_id uuid,
    estimator   text,
    value       double precision,
    importance  double precision,
    block_at    timestamptz
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
set jit = off
as $function$
declare
    v_by_exposure boolean := not (bandit_internal.check_measure(p_measure)).is_per_post;
begin
    return query
    with terms as (
        select w.decision_id, w.importance, w.block_at, t.estimator, t.x, t.y
        from bandit_internal.importance_weights(p_posts, p_course) as w
        cross join lateral (
            values
                ('ips', w.importance * w.followers, case when v_by_exposure then w.importance * w.exposure_1k else 1 end),
                ('snips', w.importance * w.followers, w.importance * case when v_by_exposure then w.exposure_1k else 1 end),
                ('dr', w.policy_followers + w.importance * (w.followers - w.expected_followers),
                 case when v_by_exposure then w.policy_exposure_1k + w.importance * (w.exposure_1k - w.expected_exposure_1k) else 1 end)
        ) as t (estimator, x, y)
    ),
    means as (
        select t.estimator, avg(t.x) / nullif(avg(t.y), 0) as ratio, avg(t.y) as y
        from terms as t
        group by t.estimator
    )
    select t.decision_id, t.estimator, m.ratio + (t.x - m.ratio * t.y) / m.y, t.importance, t.block_at
    from terms as t
    join means as m on m.estimator = t.estimator;
end
$function$;

comment on function bandit_internal.policy_values(bandit_internal.logged_post[], bandit_internal.weights_since[], text) is
    'Returns for each logged post and estimator (ips, snips, dr) a value in the objective, per post or per 1000 of exposure. The mean of the values is the estimate, their clustered_error by block_at its standard error (Horvitz and Thompson 1952; Swaminathan and Joachims 2015; Dudik, Langford and Li 2011). Unknown measure: WT004.';

revoke all on function bandit_internal.policy_values(bandit_internal.logged_post[], bandit_internal.weights_since[], text) from public;
grant execute on function bandit_internal.policy_values(bandit_internal.logged_post[], bandit_internal.weights_since[], text) to bandit_operator, bandit_reader;
