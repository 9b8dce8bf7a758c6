-- carry_impressions: the impressions that belong to each metric that a newer reading lacks.
--
-- Followers per 1000 impressions divides two numbers of one reading. If a newer reading tells more impressions and no followers, the
-- followers keep the impressions of their own reading. A metric read without impressions is divided by the latest ones.

create or replace function bandit_internal.carry_impressions(
    p_older         bandit_internal.metrics,   -- the older reading; null: there is none
    p_older_carried jsonb,                     -- impressions by metric of the older reading; null: none
    p_newer         bandit_internal.metrics,   -- the newer reading
    p_newer_carried jsonb                      -- impressions by metric of the newer reading; null: none
) returns jsonb
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_impressions jsonb := case when (p_newer).impressions <> (p_older).impressions then to_jsonb((p_older).impressions) end;
begin
    return (
        select jsonb_object_agg(m.name, i.impressions) filter (where i.impressions is not null)
        from (values
            ('likes',            (p_newer).likes is null          and (p_older).likes is not null),
            ('retweets',         (p_newer).retweets is null       and (p_older).retweets is not null),
            ('replies',          (p_newer).replies is null        and (p_older).replies is not null),
            ('quotes',           (p_newer).quotes is null         and (p_older).quotes is not null),
            ('bookmarks',        (p_newer).bookmarks is null      and (p_older).bookmarks is not null),
            ('profile_clicks',   (p_newer).profile_clicks is null and (p_older).profile_clicks is not null),
            ('url_clicks',       (p_newer).url_clicks is null     and (p_older).url_clicks is not null),
            ('engagements',      (p_newer).engagements is null    and (p_older).engagements is not null),
            ('followers_gained', (p_older).followers_source = 'reported' and ((p_newer).followers_gained is null or (p_newer).followers_source = 'attributed'))
        ) as m (name, is_carried)
        cross join lateral (
            select case when m.is_carried then coalesce(p_older_carried -> m.name, v_impressions) else p_newer_carried -> m.name end as impressions
        ) as i
    );
end
$function$;

comment on function bandit_internal.carry_impressions(bandit_internal.metrics, jsonb, bandit_internal.metrics, jsonb) is
    'Returns a JSON object with the impressions of the reading of each metric that is older than the impressions of the merged reading. NULL: there is no such metric.';

revoke all on function bandit_internal.carry_impressions(bandit_internal.metrics, jsonb, bandit_internal.metrics, jsonb) from public;
