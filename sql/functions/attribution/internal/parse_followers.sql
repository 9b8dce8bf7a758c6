-- parse_followers: converts the rows of an account's export to typed counts and gains.
--
-- Only the form of a row is checked. Days and months are in the time zone of the account. New follows and unfollows are a gain
-- only together: one without the other is not what the account gained. The last day of an export can end up to a day ahead.

create or replace function bandit_internal.parse_followers(
    p_rows      jsonb,        -- array of n objects, see import_followers
    p_time_zone text,         -- time zone of the account
    p_now       timestamptz   -- the present time
) returns table (
    row_index      bigint,
    from_at        timestamptz,
    until_at       timestamptz,
    followers      bigint,
    gained         numeric,
    impressions    bigint,
    profile_visits bigint,
    engagements    bigint,
    reach_at       timestamptz,
    column_name    text,
    reason         text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_count    constant text := '^[0-9]{1,18}([.]0{1,20})?$';
    c_quantity constant text := '^-?[0-9]{1,15}([.][0-9]{1,30})?$';
    v_latest   constant timestamptz := p_now + interval '24 hours';
begin
    return query
    with incoming as (
        select r.*
        from rows from (
            jsonb_to_recordset(p_rows) as (
                from_date text, until_date text, followers text, gained text, new_follows text, unfollows text, impressions text,
                profile_visits text, engagements text, reach text, problem jsonb
            )
        ) with ordinality as r (
            from_date, until_date, followers, gained, new_follows, unfollows, impressions, profile_visits, engagements, reach, problem, row_index
        )
    ),
    inspected as materialized (
        select
            i.*,
            case
                when i.problem is not null
                    then array[i.problem ->> 'column', coalesce(i.problem ->> 'reason', 'unreadable')]
                when bandit_internal.parse_timestamp(i.until_date) is null
                    then array['until_date', format('%L is not a date', i.until_date)]
                when i.from_date is not null and bandit_internal.parse_timestamp(i.from_date) is null
                    then array['from_date', format('%L is not a date', i.from_date)]
                when i.reach is not null and bandit_internal.parse_timestamp(i.reach) is null
                    then array['reach', format('%L is not a date', i.reach)]
                when t.problem is not null
                    then array['until_date', format('%L: %s', concat_ws(' to ', i.from_date, i.until_date), t.problem)]
                when i.gained !~ c_quantity
                    then array['gained', format('%L is not a number', left(i.gained, 100))]
                else (
                    select array[n.name, bandit_internal.explain_bad_count(n.value)]
                    from (
                        values
                        ('followers', i.followers),
                        ('new_follows', i.new_follows),
                        ('unfollows', i.unfollows),
                        ('impressions', i.impressions),
                        ('profile_visits', i.profile_visits),
                        ('engagements', i.engagements)
                    ) as n (name, value)
                    where n.value !~ c_count
                    limit 1
                )
            end as problem_found
        from incoming as i
        cross join lateral (
            select coalesce(
                bandit_internal.time_problem(bandit_internal.parse_timestamp(i.from_date), v_latest),
                bandit_internal.time_problem(bandit_internal.parse_timestamp(i.until_date), v_latest),
                bandit_internal.time_problem(bandit_internal.parse_timestamp(i.reach), v_latest)
            ) as problem
        ) as t
    )
    select
        i.row_index,
        case when i.problem_found is null then i.from_date::timestamp at time zone p_time_zone end,
        case when i.problem_found is null then i.until_date::timestamp at time zone p_time_zone end,
        case when i.problem_found is null then i.followers::numeric::bigint end,
        case when i.problem_found is null then coalesce(i.gained::numeric, i.new_follows::numeric - i.unfollows::numeric) end,
        case when i.problem_found is null then i.impressions::numeric::bigint end,
        case when i.problem_found is null then i.profile_visits::numeric::bigint end,
        case when i.problem_found is null then i.engagements::numeric::bigint end,
        case when i.problem_found is null then i.reach::timestamp at time zone p_time_zone end,
        i.problem_found[1],
        i.problem_found[2]
    from inspected as i;
end
$function$;

comment on function bandit_internal.parse_followers(jsonb, text, timestamptz) is
    'Returns the typed count and gain of each row of a JSON array (row_index from 1); column_name and reason state what is malformed, or are NULL. Internal.';

revoke all on function bandit_internal.parse_followers(jsonb, text, timestamptz) from public;
