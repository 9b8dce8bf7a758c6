-- health_unknown_generators: are there posts without a generator? Nothing is learned from them.

create or replace function bandit_internal.health_unknown_generators(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_window  constant interval := interval '7 days';
    v_posts   bigint;
    v_unknown bigint;
begin
    select count(*), count(*) filter (where d.generator_name is null)
    into v_posts, v_unknown
    from bandit_internal.stg_decisions as d
    where d.account_id = p_account_id
      and d.status = 'posted'
      and d.posted_at > p_now - c_window
      and d.posted_at <= p_now;

    return row(
        'unknown_generators',
        case when v_posts = 0 then 'info' when v_unknown > 0 then 'warning' else 'ok' end,
        case when v_posts = 0 then 'no data yet' else format('%s of %s posts', v_unknown, v_posts) end,
        'none in 7 days',
        case
            when v_posts = 0   then 'no data yet: nothing was posted in the last 7 days'
            when v_unknown > 0 then format('%s of %s posts of the last 7 days have no generator, so nothing is learned from them', v_unknown, v_posts)
            else format('all %s posts of the last 7 days have a generator', v_posts)
        end,
        case when v_unknown > 0 then 'pgbandit import posts with a generator column or --generators' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_unknown_generators(bigint, timestamptz) is
    'Returns the health check unknown_generators: warning if posts of the last 7 days have no generator.';

revoke all on function bandit_internal.health_unknown_generators(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_unknown_generators(bigint, timestamptz) to bandit_operator, bandit_reader;
