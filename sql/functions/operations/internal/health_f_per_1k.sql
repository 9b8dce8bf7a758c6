-- health_f_per_1k: is F/1K falling week over week?
--
-- Followers are counts, so that two weeks differ by chance too: only a fall of more than two standard errors of the
-- difference (Poisson, variance of a rate = followers / exposure squared) is taken for one. Either week needs as many
-- measured posts as a run.

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
        sum(p.exposure) filter (where p.is_latest) / 1000.0 as exposure,
        count(*) filter (where not p.is_latest) as posts_before,
        sum(p.followers_gained) filter (where not p.is_latest) as followers_before,
        sum(p.exposure) filter (where not p.is_latest) / 1000.0 as exposure_before
    into v_weeks
    from (
        select w.exposure, w.followers_gained, w.posted_at > p_now - c_week as is_latest
        from bandit_internal.posts_as_of(p_account_id, p_now - 2 * c_week, p_now, p_now) as w
        where w.exposure > 0
          and w.followers_gained is not null
    ) as p;

    if least(v_weeks.posts, v_weeks.posts_before) < v_min_posts then
        return row(
            'f_per_1k', 'info', 'no data yet', 'no fall beyond chance',
            format('no data yet: %s measured posts this week and %s the week before, of %s each', v_weeks.posts, v_weeks.posts_before, v_min_posts),
            null
        )::bandit_internal.health_check;
    end if;

    v_rate := v_weeks.followers / v_weeks.exposure;
    v_before := v_weeks.followers_before / v_weeks.exposure_before;
    v_falls := v_rate < v_before
        and (v_before - v_rate) ^ 2 > 4 * (
            greatest(v_weeks.followers, 0) / v_weeks.exposure ^ 2 + greatest(v_weeks.followers_before, 0) / v_weeks.exposure_before ^ 2
        );

    return row(
        'f_per_1k',
        case when v_falls then 'warning' else 'ok' end,
        format('%s after %s', round(v_rate, 2), round(v_before, 2)),
        'no fall beyond chance',
        format('F/1K of the last 7 days is %s, after %s in the 7 days before%s', round(v_rate, 2), round(v_before, 2),
               case when v_falls then ': a fall beyond chance' when v_rate < v_before then ', which may be chance' end),
        case when v_falls then 'pgbandit report' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_f_per_1k(bigint, timestamptz) is
    'Health check: a warning where F/1K (followers per 1000 of the account''s exposure) of the last 7 days lies below that of the 7 days before by more than chance explains.';

revoke all on function bandit_internal.health_f_per_1k(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_f_per_1k(bigint, timestamptz) to bandit_operator, bandit_reader;
