-- health_followers: are the follower gains of posts known?
--
-- If follower counts were attempted in the last metrics_due + 7 days, one must have succeeded within metrics_due, and none of
-- the last 7 days may be refused. Posts are judged once they are older than metrics_due, over 7 days.

create or replace function bandit_internal.health_followers(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_window constant interval := interval '7 days';
    v_due    interval := (select s.metrics_due from bandit_internal.stg_settings as s where s.account_id = p_account_id);
    v_posts  bigint;
    v_known  bigint;
    v_counts record;
    v_refused record;
begin
    select count(*) as tried, max(f.snapshot_at) filter (where f.followers is not null) as read_at
    into v_counts
    from bandit_internal.stg_follower_counts as f
    where f.account_id = p_account_id
      and f.snapshot_at > p_now - v_due - c_window
      and f.snapshot_at <= p_now;

    if v_counts.tried > 0 and coalesce(v_counts.read_at <= p_now - v_due, true) then
        return row(
            'followers',
            'warning',
            coalesce(to_char(v_counts.read_at, 'YYYY-MM-DD HH24:MI'), 'none'),
            format('within %s hours', round(extract(epoch from v_due) / 3600)),
            case
                when v_counts.read_at is null then 'the follower count could not be read'
                else 'the last follower count was read at ' || bandit_internal.account_time(p_account_id, v_counts.read_at)
            end,
            'pgbandit followers (called by the scraper)'
        )::bandit_internal.health_check;
    end if;

    select count(*) as number, max(c.snapshot_at) as snapshot_at, (array_agg(c.followers order by c.snapshot_at desc))[1] as followers
    into v_refused
    from bandit_internal.judged_counts(p_account_id, p_now - c_window, p_now) as c
    where not c.is_believed
      and c.snapshot_at > p_now - c_window;

    if v_refused.number > 0 then
        return row(
            'followers',
            'warning',
            format('%s refused', v_refused.number),
            'no refused count',
            format('%s follower counts of the last 7 days contradict those before and after them and are not used; the last is %s at %s',
                   v_refused.number, v_refused.followers, bandit_internal.account_time(p_account_id, v_refused.snapshot_at)),
            'pgbandit followers (if the last count is right, a second one confirms it)'
        )::bandit_internal.health_check;
    end if;

    select count(*), count(p.followers_gained)
    into v_posts, v_known
    from bandit_internal.posts_as_of(p_account_id, p_now - v_due - c_window, p_now - v_due, p_now) as p
    where p.exposure > 0;

    return row(
        'followers',
        case when v_posts = 0 then 'info' when 2 * v_known < v_posts then 'warning' else 'ok' end,
        case when v_posts = 0 then 'no data yet' else format('%s of %s posts', v_known, v_posts) end,
        'at least half of the measured posts',
        case
            when v_posts = 0 then 'no data yet: no post of the last week has been measured'
            else format('follower gains are known for %s of the %s measured posts of a week', v_known, v_posts)
        end,
        case when 2 * v_known < v_posts then 'pgbandit record with followers_gained' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_followers(bigint, timestamptz) is
    'Returns the health check followers: warning if no follower count was read for as long as the setting metrics_due although it was attempted, if a count of the last 7 days is refused, or if follower gains are known for less than half of the posts measured in a week.';

revoke all on function bandit_internal.health_followers(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_followers(bigint, timestamptz) to bandit_operator, bandit_reader;
