-- explain_implausible: the reason why a reading cannot be true.
--
-- A late reading with far more impressions contradicts the stored one like a fall. A part is compared with its whole as both
-- would be stored, whichever reading they come from. Stored numbers that are implausible themselves were accepted by an operator.

create or replace function bandit_internal.explain_implausible(
    p_row     bandit_internal.metrics_row,   -- the reading, from match_posts
    p_largest numeric                        -- largest plausible number of impressions; null: not needed
) returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_clocks          constant interval := interval '1 hour';   -- by which clocks differ
    v_new             bandit_internal.metrics := p_row.metrics;
    v_old             bandit_internal.metrics := (p_row.stored).metrics;
    v_stored_at       timestamptz := (p_row.stored).collected_at;
    v_is_late         boolean := bandit_internal.is_older(p_row.collected_at, v_new, v_stored_at, v_old);
    v_exposure        bigint := greatest(v_new.impressions, v_new.views);
    v_stored_exposure bigint := greatest(v_old.impressions, v_old.views);
    v_whole           bigint;
    v_part            numeric;
    v_fall            text[];
begin
    if p_row.collected_at < p_row.posted_at - c_clocks then
        return array['collected_at', format('the reading is from %s UTC, before the post', to_char(p_row.collected_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'))];
    end if;

    if p_row.collected_at > v_stored_at then
        v_fall := coalesce(
            bandit_internal.find_fall('likes', v_old.likes, v_new.likes),
            bandit_internal.find_fall('retweets', v_old.retweets, v_new.retweets),
            bandit_internal.find_fall('replies', v_old.replies, v_new.replies),
            bandit_internal.find_fall('quotes', v_old.quotes, v_new.quotes),
            bandit_internal.find_fall('bookmarks', v_old.bookmarks, v_new.bookmarks),
            bandit_internal.find_fall('views', v_old.views, v_new.views),
            bandit_internal.find_fall('impressions', v_old.impressions, v_new.impressions),
            bandit_internal.find_fall('profile_clicks', v_old.profile_clicks, v_new.profile_clicks),
            bandit_internal.find_fall('url_clicks', v_old.url_clicks, v_new.url_clicks),
            bandit_internal.find_fall('engagements', v_old.engagements, v_new.engagements)
        );
    elsif p_row.collected_at < v_stored_at then
        v_fall := coalesce(
            bandit_internal.find_fall('impressions', v_new.impressions, v_old.impressions),
            bandit_internal.find_fall('views', v_new.views, v_old.views)
        );
    end if;
    if v_fall is not null then
        return v_fall;
    end if;

    if v_is_late then
        v_part := bandit_internal.largest_part(bandit_internal.merge_metrics(v_new, v_old));
        v_whole := coalesce(v_stored_exposure, v_exposure);
    else
        v_part := bandit_internal.largest_part(bandit_internal.merge_metrics(v_old, v_new));
        v_whole := coalesce(v_exposure, v_stored_exposure);
    end if;
    if v_new.followers_source = 'reported' then
        v_part := greatest(v_part, v_new.followers_gained);
    end if;
    if v_part > v_whole and (bandit_internal.largest_part(v_old) > v_stored_exposure) is not true then
        return array[
            case when v_whole = coalesce(v_new.impressions, v_old.impressions) then 'impressions' else 'views' end,
            format('%s seen, but %s reacted: a part above its whole', v_whole, v_part)
        ];
    end if;

    if v_exposure > p_largest and (v_stored_exposure > p_largest) is not true then
        return array[
            case when v_new.views > v_new.impressions or v_new.impressions is null then 'views' else 'impressions' end,
            format('%s is implausible: above both 1000000 and 10000 times the account''s median', v_exposure)
        ];
    end if;
    return null;
end
$function$;

comment on function bandit_internal.explain_implausible(bandit_internal.metrics_row, numeric) is
    'Returns the metric and the reason why a reading is implausible: a cumulative count that fell by over half, a part above its whole, or too many impressions. NULL: it is plausible.';

revoke all on function bandit_internal.explain_implausible(bandit_internal.metrics_row, numeric) from public;
