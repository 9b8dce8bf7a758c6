-- is_older: whether a reading is older than another one of the same post.
--
-- A count only grows: of two readings of one time, the one with the smaller counts is the older. A single expression, so that
-- the planner inlines it.

create or replace function bandit_internal.is_older(
    p_at       timestamptz,               -- time of the reading
    p_metrics  bandit_internal.metrics,   -- its metrics
    p_other_at timestamptz,               -- time of the other reading; null: there is none
    p_other    bandit_internal.metrics    -- its metrics
) returns boolean
language sql
immutable
parallel safe
as $function$
    select case
        when p_at < p_other_at then true
        when p_at = p_other_at
            then coalesce(
                nullif(greatest((p_metrics).impressions, (p_metrics).views) - greatest((p_other).impressions, (p_other).views), 0),
                nullif((p_metrics).likes - (p_other).likes, 0),
                nullif((p_metrics).engagements - (p_other).engagements, 0),
                nullif((p_metrics).retweets - (p_other).retweets, 0),
                nullif((p_metrics).replies - (p_other).replies, 0),
                0
            ) < 0
        else false
    end
$function$;

comment on function bandit_internal.is_older(timestamptz, bandit_internal.metrics, timestamptz, bandit_internal.metrics) is
    'Returns whether a reading is older than another one, by time and by counts. Metrics that one of the two lacks are not compared.';

revoke all on function bandit_internal.is_older(timestamptz, bandit_internal.metrics, timestamptz, bandit_internal.metrics) from public;
