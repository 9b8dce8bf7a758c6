-- int_post_courses: the interactions of a post over time, from its readings.
--
-- The value at an age is that of the last reading before it, if that reading is recent enough. Interactions that came in a
-- gap of over two hours have no known time, so they are left NULL.

create or replace view bandit_internal.int_post_courses as
select
    r.account_id,
    r.decision_id,
    (array_agg(r.interactions order by r.collected_at desc) filter (where r.age_hours > 1 and r.age_hours <= 2))[1] as interactions_2h,
    (array_agg(r.interactions order by r.collected_at desc) filter (where r.age_hours > 18 and r.age_hours <= 24))[1] as interactions_24h,
    (array_agg(r.interactions order by r.collected_at desc) filter (where r.age_hours > 36 and r.age_hours <= 48))[1] as interactions_48h,
    (array_agg(r.interactions order by r.collected_at desc))[1] as interactions,
    case
        when (array_agg(r.age_hours - r.previous_age_hours order by r.collected_at) filter (where r.interactions > 0))[1] <= 2
            then min(r.age_hours) filter (where r.interactions > 0)
    end as hours_to_first_engagement,
    (
        array_agg(
            case when r.age_hours - r.previous_age_hours <= 2 then floor(r.previous_age_hours)::integer + 1 end
            order by (r.interactions - r.previous_interactions) / (r.age_hours - r.previous_age_hours) desc, r.collected_at
        ) filter (where r.interactions > r.previous_interactions)
    )[1] as peak_hour
from bandit_internal.int_readings as r
group by r.account_id, r.decision_id;

comment on view bandit_internal.int_post_courses is
    'Posts with readings: interactions (a count) at the ages of 2, 24 and 48 hours and at the last reading, hours to the first interaction, and the hour with the fastest growth. NULL: no reading near enough.';

grant select on bandit_internal.int_post_courses to bandit_operator, bandit_reader;
