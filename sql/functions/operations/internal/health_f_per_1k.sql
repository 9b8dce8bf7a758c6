-- health_f_per_1k: did F/1K drop from one week to the next?
--
-- Two weeks differ by chance too. A drop counts if it exceeds two standard errors of the difference, with Poisson counts:
-- the variance of a rate is followers / exposure squared. Both weeks need min_posts measured posts.

create or replace function bandit_internal.health_f_per_1k(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_week      constant interval := interval '7 days';
    v_min_posts integer := (select s.min_posts from bandit_internal.stg_settings as s where s.account_id = p_account_id);
    v_weeks     record;
    v_rate      numeric;
    v_before    numeric;
    v_falls     boolean;
begin
    select
        count(*) filter (where p.is_latest) as posts,
        sum(p.followers_gained) filter (where p.is_latest) as followers,
        sum(p.exposure) filter (where p.is_latest) / 1000.0 as exposure_1k,
        count(*) filter (where not p.is_latest) as posts_before,
        sum(p.followers_gained) filter (where not p.is_latest) as followers_before,
        sum(p.exposure) filter (where not p.is_latest) / 1000.0 as exposure_1k_before
    into v_weeks
    from (
        select w.exposure, w.followers_gained, w.posted_at > p_now - c_week as is_latest
        from bandit_internal.posts_as_of(p_account_id, p_now - 2 * c_week, p_now, p_now) as w
        where w.exposure > 0
          and w.followers_gained is not null
    ) as p;

    if least(v_weeks.posts, v_weeks.posts_before) < v_min_posts then
        return row(
            'f_per_1k', 'info', 'no data yet', 'no significant drop',
            format('no data yet: %s measured posts this week and %s the week before; each needs %s', v_weeks.posts, v_weeks.posts_before, v_min_posts),
            null
        )::bandit_internal.health_check;
    end if;

    v_rate := v_weeks.followers / v_weeks.exposure_1k;
    v_before := v_weeks.followers_before / v_weeks.exposure_1k_before;
    v_falls := v_rate < v_before
        and (v_before - v_rate) ^ 2 > 4 * (
            greatest(v_weeks.followers, 0) / v_weeks.exposure_1k ^ 2 + greatest(v_weeks.followers_before, 0) / v_weeks.exposure_1k_before ^ 2
        );

    return row(
        'f_per_1k',
        case when v_falls then 'warning' else 'ok' end,
        format('%s after %s', round(v_rate, 2), round(v_before, 2)),
        'no significant drop',
        format('F/1K of the last 7 days is %s, after %s in the 7 days before%s', round(v_rate, 2), round(v_before, 2),
               case when v_falls then ': a significant drop' when v_rate < v_before then ', within chance' end),
        case when v_falls then 'pgbandit report' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_f_per_1k(bigint, timestamptz) is
    'Returns the health check f_per_1k: warning if F/1K (followers per 1000 of exposure) of the last 7 days is lower than in the 7 days before by more than two standard errors.';

revoke all on function bandit_internal.health_f_per_1k(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_f_per_1k(bigint, timestamptz) to bandit_operator, bandit_reader;
