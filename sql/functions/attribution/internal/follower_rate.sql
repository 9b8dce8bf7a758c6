-- follower_rate: the rate of a gain, in the best measure that is known.

create or replace function bandit_internal.follower_rate(
    p_gained      numeric,       -- followers gained in the interval; null: unknown
    p_from        timestamptz,   -- start of the interval
    p_until       timestamptz,   -- its end
    p_impressions bigint,        -- impressions of the account; null: not measured
    p_exposure    numeric,       -- exposure gained by its posts; null: not measured
    out measure   text,
    out rate      double precision,
    out hourly    double precision
)
language sql
immutable
parallel safe
as $function$
    select
        case when p_impressions > 0 then 'impressions' when p_exposure > 0 then 'exposure' else 'hours' end,
        case when p_gained is not null
            then p_gained::double precision / case
                when p_impressions > 0 then p_impressions::double precision / 1000
                when p_exposure > 0    then p_exposure::double precision / 1000
                else date_part('epoch', p_until - p_from) / 3600
            end
        end,
        case when p_gained is not null then p_gained::double precision / date_part('epoch', p_until - p_from) * 3600 end
$function$;

comment on function bandit_internal.follower_rate(numeric, timestamptz, timestamptz, bigint, numeric) is
    'Returns the rate of a gain and its measure: followers per 1000 impressions of the account, else per 1000 of the exposure of its posts, else per hour; hourly: always per hour. NULL if the gain is unknown. Internal.';

revoke all on function bandit_internal.follower_rate(numeric, timestamptz, timestamptz, bigint, numeric) from public;
