-- totals_in_play: the performance of the generators that could be chosen at a time.

create or replace function bandit_internal.totals_in_play(
    p_account_id bigint,        -- the account
    p_lookback   interval,      -- window of posts; null: the account's setting
    p_now        timestamptz    -- end of the window; nothing known later is used
) returns setof bandit_internal.generator_total
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_names text[] := array(
        select g.generator_name
        from bandit_internal.stg_generators as g
        where g.account_id = p_account_id
          and (g.status in ('active', 'testing') or g.last_updated > p_now)
    );
begin
    return query
    select t.*
    from bandit_internal.generator_totals(p_account_id, p_lookback, p_now) as t
    where t.generator_name = any (v_names);
end
$function$;

comment on function bandit_internal.totals_in_play(bigint, interval, timestamptz) is
    'Returns the rows of generator_totals, without the generators that were disabled or retired at p_now. Internal.';

revoke all on function bandit_internal.totals_in_play(bigint, interval, timestamptz) from public;
grant execute on function bandit_internal.totals_in_play(bigint, interval, timestamptz) to bandit_operator, bandit_reader;
