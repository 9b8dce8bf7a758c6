-- last_shadow: where a candidate was after the last run before a time that weighed it.

create or replace function bandit_internal.last_shadow(
    p_account_id bigint,        -- the account
    p_candidate  text,          -- such as blueprint 0.4
    p_now        timestamptz    -- nothing later is used, nor what was weighed at this time itself
) returns table (
    run_at  timestamptz,
    weights jsonb
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    select s.run_at, s.weights
    from bandit_internal.stg_shadows as s
    where s.account_id = p_account_id
      and s.candidate = p_candidate
      and s.run_at < p_now
    order by s.run_at desc
    limit 1;
end
$function$;

comment on function bandit_internal.last_shadow(bigint, text, timestamptz) is
    'The latest weights (0 to 1, {generator_name: weight}) of a candidate before p_now and the run that gave them; no row: it has none yet.';

revoke all on function bandit_internal.last_shadow(bigint, text, timestamptz) from public;
grant execute on function bandit_internal.last_shadow(bigint, text, timestamptz) to bandit_operator, bandit_reader;
