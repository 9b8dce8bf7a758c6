-- policy_values: what each logged post says of a policy's value.
--
-- Every estimate is a ratio of two means, x over y: inverse propensity scoring w r over 1; self-normalised w r over w; doubly
-- robust q + w (r - q_a) over 1; and for F/1K the same of followers over the same of exposure / 1000, where self-normalising
-- changes nothing. A post's value is its share in the linearised ratio (the delta method): the mean of these is the
-- estimate, their deviation gives its error, and two policies are compared post by post.

create or replace function bandit_internal.policy_values(
    p_account_id bigint,        -- the account
    p_policy     text,          -- see policy_course
    p_weights    jsonb,         -- see policy_course
    p_from       timestamptz,   -- see logged_posts
    p_to         timestamptz,   -- see logged_posts
    p_measure    text,          -- followers_per_post or f_per_1k
    p_now        timestamptz    -- nothing known later is used
) returns table (
    decision_id uuid,
    estimator   text,
    value       double precision,
    importance  double precision
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set jit = off
as $function$
declare
    v_by_exposure boolean := p_measure = 'f_per_1k';
begin
    if p_measure in ('followers_per_post', 'f_per_1k') is not true then
        raise exception '% is not a measure', coalesce(quote_literal(p_measure), 'null')
            using errcode = 'WT004', detail = 'measures: followers_per_post, f_per_1k', hint = 'name one of them';
    end if;

    return query
    with terms as (
        select w.decision_id, w.importance, t.estimator, t.x, t.y
        from bandit_internal.importance_weights(p_account_id, p_policy, p_weights, p_from, p_to, p_now) as w
        cross join lateral (
            values
                ('ips', w.importance * w.followers, case when v_by_exposure then w.importance * w.exposure else 1 end),
                ('snips', w.importance * w.followers, w.importance * case when v_by_exposure then w.exposure else 1 end),
                ('dr', w.policy_followers + w.importance * (w.followers - w.expected_followers),
                 case when v_by_exposure then w.policy_exposure + w.importance * (w.exposure - w.expected_exposure) else 1 end)
        ) as t (estimator, x, y)
    ),
    means as (
        select t.estimator, avg(t.x) / nullif(avg(t.y), 0) as ratio, avg(t.y) as y
        from terms as t
        group by t.estimator
    )
    select t.decision_id, t.estimator, m.ratio + (t.x - m.ratio * t.y) / m.y, t.importance
    from terms as t
    join means as m on m.estimator = t.estimator;
end
$function$;

comment on function bandit_internal.policy_values(bigint, text, jsonb, timestamptz, timestamptz, text, timestamptz) is
    'Per logged post and estimator (ips, snips, dr) a value whose mean is the estimate and whose standard deviation over the root of the number of posts is its standard error (Horvitz and Thompson 1952; Swaminathan and Joachims 2015; Dudik, Langford and Li 2011), in followers a post or per 1000 of exposure. Unknown measure: WT004.';

revoke all on function bandit_internal.policy_values(bigint, text, jsonb, timestamptz, timestamptz, text, timestamptz) from public;
grant execute on function bandit_internal.policy_values(bigint, text, jsonb, timestamptz, timestamptz, text, timestamptz) to bandit_operator, bandit_reader;
