-- last_shadows: the latest weights of each candidate before a run.

create or replace function bandit_internal.last_shadows(
    p_account_id bigint,       -- the account
    p_candidates text[],       -- candidates such as blueprint 0.4
    p_now        timestamptz   -- earlier weights only
) returns table (
    candidate text,
    run_at    timestamptz,
    weights   jsonb
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    select c.candidate, l.run_at, l.weights
    from unnest(p_candidates) as c (candidate)
    left join lateral (
        select s.run_at, s.weights
        from bandit_internal.stg_shadows as s
        where s.account_id = p_account_id
          and s.candidate = c.candidate
          and s.run_at < p_now
        order by s.run_at desc
        limit 1
    ) as l on true;
end
$function$;

comment on function bandit_internal.last_shadows(bigint, text[], timestamptz) is
    'Returns for each candidate its latest weights (0 to 1, {generator_name: weight}) before p_now and the time of their run; NULL: it has none yet.';

revoke all on function bandit_internal.last_shadows(bigint, text[], timestamptz) from public;
grant execute on function bandit_internal.last_shadows(bigint, text[], timestamptz) to bandit_operator, bandit_reader;
