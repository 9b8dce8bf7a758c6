-- count_rows: what the joint fit of follower counts learns from.
--
-- The intervals of the last eight days are measured anew, with what was known at p_now of their posts; the older ones are read
-- from generator_exposures.

create or replace function bandit_internal.count_rows(
    p_account_id bigint,        -- the account
    p_names      text[],        -- its generators; posts of others are the last element of the arrays
    p_now        timestamptz    -- nothing later is used
) returns bandit_internal.count_row[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_live      constant interval := interval '7 days';
    c_memory    constant interval := interval '135 days';   -- in which the weight of an interval falls to an eighth
    v_settings  record;
    v_since     timestamptz := bandit_internal.count_period(p_now - c_memory);
    v_anew_from timestamptz := bandit_internal.count_period(p_now - interval '8 days' - interval '6 hours');
    v_gains     bandit_internal.follower_interval[] := bandit_internal.known_gains(p_account_id, v_since, p_now);
    v_recent    bandit_internal.follower_interval[];
    v_shares    double precision[];
    v_posts     bandit_internal.exposed_post[];
    v_exposures bandit_internal.interval_exposure[];
begin
    if cardinality(v_gains) = 0 then
        return array[]::bandit_internal.count_row[];
    end if;

    select s.follower_delay, s.follower_delay_deviation::double precision as follower_delay_deviation, least(v_anew_from, a.settled_until_at) as settled_until_at
    into v_settings
    from bandit_internal.stg_settings as s
    join bandit_internal.stg_attribution as a using (account_id)
    where s.account_id = p_account_id;

    select array_agg(d.share_of_impressions order by d.age_bucket)
    into v_shares
    from bandit_internal.delay_curve(p_account_id, p_now) as d;

    v_recent := array(select g from unnest(v_gains) as g where g.until_at > v_settings.settled_until_at order by g.until_at);
    v_posts := bandit_internal.exposed_posts(p_account_id, (select min(g.from_at) - c_live from unnest(v_recent) as g), p_now, v_shares);
    v_exposures := array(
        select row(e.until_at, e.generator_name, e.exposure_1k, e.squares)::bandit_internal.interval_exposure
        from bandit_internal.stg_generator_exposures as e
        where e.account_id = p_account_id
          and e.until_at > v_since
          and e.until_at <= v_settings.settled_until_at
    );
    return bandit_internal.collect_count_rows(
        p_names, v_gains,
        v_exposures || bandit_internal.interval_exposures(v_recent, v_posts, bandit_internal.arrival_curve(v_settings.follower_delay, v_settings.follower_delay_deviation))
    );
end
$function$;

comment on function bandit_internal.count_rows(bigint, text[], timestamptz) is
    'Returns the intervals of the last 135 days whose gain is known, ascending, with the exposure of each generator; {}: there are none, or no post has followers in them.';

revoke all on function bandit_internal.count_rows(bigint, text[], timestamptz) from public;
grant execute on function bandit_internal.count_rows(bigint, text[], timestamptz) to bandit_operator, bandit_reader;
