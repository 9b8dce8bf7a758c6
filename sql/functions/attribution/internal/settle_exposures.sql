-- settle_exposures: stores the exposure of the intervals whose posts no longer grow.
--
-- An interval that ended eight days ago has only posts older than that. Its rows change only if a count, a post or a late reading
-- comes in, which makes attribution due from that time.

create or replace function bandit_internal.settle_exposures(
    p_account_id bigint,        -- the account
    p_due_from   timestamptz,   -- data from this time on may have changed
    p_now        timestamptz    -- later data are not used
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_live      constant interval := interval '7 days';
    c_margin    constant interval := interval '1 day';   -- a changed count changes the intervals of its day
    v_until     timestamptz := bandit_internal.count_period(p_now - interval '8 days' - interval '6 hours');
    v_from      timestamptz;
    v_settings  record;
    v_intervals bandit_internal.follower_interval[];
    v_posts     bandit_internal.exposed_post[];
begin
    select s.follower_delay, s.follower_delay_deviation
    into v_settings
    from bandit.account_settings as s
    where s.account_id = p_account_id;

    update bandit.attribution_state as a
    set settled_until_at = v_until,
        settled_delay = v_settings.follower_delay,
        settled_deviation = v_settings.follower_delay_deviation
    from bandit.attribution_state as o   -- as it was
    where a.account_id = p_account_id
      and o.account_id = p_account_id
    returning case
        when (o.settled_delay, o.settled_deviation) is not distinct from (v_settings.follower_delay, v_settings.follower_delay_deviation)
            then least(o.settled_until_at, bandit_internal.count_period(p_due_from - c_margin))
        else '-infinity'
    end
    into v_from;

    delete from bandit.generator_exposures as e
    where e.account_id = p_account_id
      and e.until_at > v_from;

    v_intervals := bandit_internal.known_gains(p_account_id, v_from, v_until);
    if cardinality(v_intervals) = 0 then
        return;   -- nearly always: a period settles every six hours
    end if;

    v_posts := bandit_internal.exposed_posts(
        p_account_id, (select min(i.from_at) - c_live from unnest(v_intervals) as i), p_now, null
    );
    insert into bandit.generator_exposures (account_id, until_at, generator_name, exposure_1k, squares)
    select p_account_id, x.until_at, x.generator_name, x.exposure_1k, x.squares
    from unnest(bandit_internal.interval_exposures(
        v_intervals, v_posts, bandit_internal.arrival_curve(v_settings.follower_delay, v_settings.follower_delay_deviation::double precision)
    )) as x;
end
$function$;

comment on function bandit_internal.settle_exposures(bigint, timestamptz, timestamptz) is
    'Stores the rows of generator_exposures up to eight days before p_now, again from p_due_from on. Internal.';

revoke all on function bandit_internal.settle_exposures(bigint, timestamptz, timestamptz) from public;
