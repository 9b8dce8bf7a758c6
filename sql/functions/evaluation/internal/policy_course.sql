-- policy_course: the weights that a policy had, and from when.
--
-- The account's own policy had those that its runs put in force; every other candidate those of its shadow; fixed weights
-- were ever the same. A decision was made under the latest before it.

create or replace function bandit_internal.policy_course(
    p_account_id bigint,        -- the account
    p_policy     text,          -- a policy, or a candidate such as blueprint 0.4; null: fixed weights
    p_weights    jsonb,         -- fixed weights, {generator: weight}; null: a policy
    p_from       timestamptz,   -- first decision that is asked about
    p_to         timestamptz    -- last one
) returns table (
    since_at timestamptz,
    weights  jsonb
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_candidate text;
    v_is_own    boolean := exists (select 1 from bandit_internal.stg_settings as s where s.account_id = p_account_id and s.policy = p_policy);
begin
    if (p_policy is null) = (p_weights is null) then
        raise exception 'either a policy or weights'
            using errcode = 'WT004', detail = format('p_policy = %L, p_weights = %L', p_policy, p_weights), hint = 'name one of the two';
    end if;
    select c.candidate
    into v_candidate
    from bandit_internal.policy_candidates(p_account_id) as c
    where c.candidate = p_policy
       or (c.policy = p_policy and c.is_set);
    if p_weights is null and v_candidate is null then
        raise exception 'there is no policy %', quote_literal(p_policy)
            using errcode = 'WT004',
                  detail  = format('candidates: %s', (select string_agg(c.candidate, ', ') from bandit_internal.policy_candidates(p_account_id) as c)),
                  hint    = 'name a policy, or one of these';
    end if;

    return query
    with course as (
        select '-infinity'::timestamptz as since_at, bandit_internal.check_weights(p_account_id, p_weights) as weights
        where p_weights is not null
        union all
        select r.run_at, (select jsonb_object_agg(w.generator_name, w.weight) from jsonb_to_recordset(r.weights) as w (generator_name text, weight numeric))
        from bandit_internal.stg_runs as r
        where v_is_own
          and r.account_id = p_account_id
          and r.policy = p_policy
          and r.status = 'success'
          and r.run_at <= p_to
        union all
        select s.run_at, s.weights
        from bandit_internal.stg_shadows as s
        where not v_is_own
          and s.account_id = p_account_id
          and s.candidate = v_candidate
          and s.run_at <= p_to
    )
    select c.since_at, c.weights
    from course as c
    where c.since_at >= coalesce((select max(e.since_at) from course as e where e.since_at < p_from), '-infinity')
    order by c.since_at;
end
$function$;

comment on function bandit_internal.policy_course(bigint, text, jsonb, timestamptz, timestamptz) is
    'Weights (0 to 1, {generator_name: weight}) of a policy, a candidate or fixed ones, each from since_at until the next, as far as decisions from p_from to p_to need them. Unknown policy, or no weights: WT004.';

revoke all on function bandit_internal.policy_course(bigint, text, jsonb, timestamptz, timestamptz) from public;
grant execute on function bandit_internal.policy_course(bigint, text, jsonb, timestamptz, timestamptz) to bandit_operator, bandit_reader;
