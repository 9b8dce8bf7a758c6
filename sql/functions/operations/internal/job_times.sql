-- job_times: the times of a job between two times.
--
-- Every job of job_spec runs on each day, so the schedule's fields for days and months do not count.

create or replace function bandit_internal.job_times(
    p_schedule text,           -- cron schedule in UTC, such as 0 */6 * * *
    p_from     timestamptz,    -- exclusive
    p_to       timestamptz     -- inclusive, at most 31 days later
) returns timestamptz[]
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
    select array_agg(t.at order by t.at)
    from generate_series(0, least((p_to at time zone 'UTC')::date - (p_from at time zone 'UTC')::date, 31)) as d (day)
    cross join unnest(bandit_internal.cron_values(split_part(p_schedule, ' ', 2), 0, 23)) as h (hour)
    cross join unnest(bandit_internal.cron_values(split_part(p_schedule, ' ', 1), 0, 59)) as m (minute)
    cross join lateral (
        select ((p_from at time zone 'UTC')::date + d.day + make_time(h.hour, m.minute, 0)) at time zone 'UTC' as at
    ) as t
    where t.at > p_from
      and t.at <= p_to
$function$;

comment on function bandit_internal.job_times(text, timestamptz, timestamptz) is
    'Returns the times after p_from, up to p_to, at which a job with this cron schedule (UTC) is due, in order. NULL if there are none.';

revoke all on function bandit_internal.job_times(text, timestamptz, timestamptz) from public;
grant execute on function bandit_internal.job_times(text, timestamptz, timestamptz) to bandit_operator, bandit_reader;
