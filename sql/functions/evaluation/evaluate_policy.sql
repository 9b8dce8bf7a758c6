-- evaluate_policy: the value that a policy, or fixed weights, would have had on the logged posts.
--
-- Off-policy evaluation: the posts were chosen by other weights, with recorded propensities. Three estimators stand side by
-- side: if they differ by much, or there is a warning, the data do not suffice. The intervals assume independent posts and,
-- for `dr`, known means of the generators.

create or replace function bandit.evaluate_policy(
    p_policy     text        default null,                   -- a policy, or a candidate such as blueprint 0.4; null: p_weights
    p_from       timestamptz default '-infinity',            -- posts that went out at this time or later
    p_to         timestamptz default 'infinity',             -- and before this time
    p_weights    jsonb       default null,                   -- fixed weights, {generator: weight}; null: p_policy
    p_measure    text        default null,                   -- an objective, such as f_per_1k; null: the account's
    p_now        timestamptz default null,                   -- null: clock(); nothing known later is used
    p_account_id bigint      default null                    -- null: the current account
) returns table (
    estimator             text,
    value                 double precision,
    standard_error        double precision,
    low                   double precision,
    high                  double precision,
    posts                 bigint,
    effective_sample_size double precision,
    warning               text,
    measure               text,
    candidate             text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_normal  constant double precision := bandit_internal.normal_quantile(0.975);
    c_instant constant interval := interval '1 microsecond';   -- windows of posts exclude their start and include their end
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_candidate  text := bandit_internal.find_candidate(v_account_id, p_policy, least(p_to, v_now));
    v_measure    text := coalesce(p_measure, (select s.objective from bandit_internal.stg_settings as s where s.account_id = v_account_id));
    v_objective  bandit_internal.objective := bandit_internal.check_measure(v_measure);
    v_posts      bandit_internal.logged_post[] := array(select p from bandit_internal.logged_posts(v_account_id, p_from - c_instant, p_to - c_instant, v_now, v_objective) as p);
    v_first_at   timestamptz := coalesce((select min(p.decided_at) from unnest(v_posts) as p), v_now);
    v_course     bandit_internal.weights_since[] := array(select c from bandit_internal.policy_course(v_account_id, v_candidate, p_weights, v_first_at, least(p_to, v_now)) as c);
begin
    return query
    with figures as (
        select
            p.estimator,
            avg(p.value) as value,
            bandit_internal.clustered_error(array_agg(p.value), array_agg(p.block_at)) as standard_error,
            count(*) as posts,
            power(sum(p.importance), 2) / nullif(sum(p.importance * p.importance), 0) as size
        from bandit_internal.policy_values(v_posts, v_course, v_objective.name) as p
        group by p.estimator
    )
    select
        e.estimator,
        f.value,
        f.standard_error,
        f.value - c_normal * f.standard_error,
        f.value + c_normal * f.standard_error,
        coalesce(f.posts, 0),
        f.size,
        case
            when cardinality(v_posts) > 0 and cardinality(v_course) = 0 then format('no weights of %s are stored for this period', v_candidate)
            else bandit_internal.explain_support(coalesce(f.posts, 0), f.size, bandit_internal.unseen_generators(v_posts, v_course))
        end,
        bandit_internal.describe_objective(v_objective.name),
        v_candidate
    from unnest(array['ips', 'snips', 'dr']) with ordinality as e (estimator, place)
    left join figures as f on f.estimator = e.estimator
    order by e.place;
end
$function$;

comment on function bandit.evaluate_policy(text, timestamptz, timestamptz, jsonb, text, timestamptz, bigint) is
    'Returns the value of a policy or of fixed weights on the posts of a window, one row an estimator: inverse propensity scoring (ips), self-normalised (snips) and doubly robust (dr). Values are in the measure, by default the account''s objective, with standard error, 95 % interval, posts and effective sample size (sum w)^2 / sum w^2 (Kish 1965). warning: why not to trust the estimate; NULL: nothing. candidate: the policy, or the policy with the value, that was evaluated; NULL: fixed weights. Unknown policy or measure, or invalid weights: WT004.';

revoke all on function bandit.evaluate_policy(text, timestamptz, timestamptz, jsonb, text, timestamptz, bigint) from public;
grant execute on function bandit.evaluate_policy(text, timestamptz, timestamptz, jsonb, text, timestamptz, bigint) to bandit_operator, bandit_reader;
