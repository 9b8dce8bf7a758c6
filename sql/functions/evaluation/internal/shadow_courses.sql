-- shadow_courses: the weights of candidates over time, from their shadows.

create or replace function bandit_internal.shadow_courses(
    p_account_id bigint,        -- the account
    p_candidates text[],        -- candidates such as blueprint 0.4
    p_from       timestamptz,   -- time of the first decision
    p_to         timestamptz    -- time of the last decision
) returns table (
    candidate text,
    course    bandit_internal.weights_since[]
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    select c.candidate, s.course
    from unnest(p_candidates) as c (candidate)
    cross join lateral (
        select coalesce(max(e.run_at), '-infinity') as run_at
        from bandit_internal.stg_shadows as e
        where e.account_id = p_account_id
          and e.candidate = c.candidate
          and e.run_at < p_from
    ) as f
    cross join lateral (
        select array_agg(row(e.run_at, e.weights)::bandit_internal.weights_since order by e.run_at) as course
        from bandit_internal.stg_shadows as e
        where e.account_id = p_account_id
          and e.candidate = c.candidate
          and e.run_at >= f.run_at
          and e.run_at <= p_to
    ) as s
    where s.course is not null;
end
$function$;

comment on function bandit_internal.shadow_courses(bigint, text[], timestamptz, timestamptz) is
    'Returns for each candidate with shadows its weights (0 to 1) in order of time, as far as decisions between p_from and p_to need them.';

revoke all on function bandit_internal.shadow_courses(bigint, text[], timestamptz, timestamptz) from public;
grant execute on function bandit_internal.shadow_courses(bigint, text[], timestamptz, timestamptz) to bandit_operator, bandit_reader;
