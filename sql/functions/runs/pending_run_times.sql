-- pending_run_times: the times for which a replay still has to run. Steps are counted in UTC.

create or replace function bandit.pending_run_times(
    p_from       timestamptz,           -- first time
    p_to         timestamptz,           -- last time, included if a step falls on it
    p_every      interval,              -- step, above 0
    p_account_id bigint default null    -- null: the current account
) returns table (
    run_at timestamptz
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_most       constant integer := 1000000;   -- about 700 years of a run every six hours
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
begin
    if (p_every > interval '0' and p_every < interval '100 years' and p_from <= p_to and isfinite(p_from) and isfinite(p_to)) is not true
        or (p_to - p_from) / c_most > p_every
    then
        raise exception 'a replay needs a first time, a last time not before it, and a step above 0 that makes up to % runs', c_most
            using errcode = 'WT004',
                  detail  = format('p_from = %L, p_to = %L, p_every = %L', p_from, p_to, p_every),
                  hint    = 'for example from 2017-01-01 to 2019-01-01 every 6h';
    end if;

    return query
    select t.run_at
    from generate_series(p_from, p_to, p_every) as t (run_at)
    where not exists (
        select 1
        from bandit_internal.stg_runs as r
        where r.account_id = v_account_id
          and r.run_at = t.run_at
          and r.status <> 'failed'
    )
    order by t.run_at;
end
$function$;

comment on function bandit.pending_run_times(timestamptz, timestamptz, interval, bigint) is
    'Returns the times from p_from to p_to in steps of p_every at which the account has no run yet. A failed run does not count. Bad step or time: WT004.';

revoke all on function bandit.pending_run_times(timestamptz, timestamptz, interval, bigint) from public;
grant execute on function bandit.pending_run_times(timestamptz, timestamptz, interval, bigint) to bandit_operator, bandit_reader;
