-- follower_share: the gain as a share of the visits of the profile, which almost every follow begins with.
--
-- A single expression, so that the planner inlines it.

create or replace function bandit_internal.follower_share(
    p_gained         numeric,   -- followers gained in the interval; null: unknown
    p_profile_visits bigint,    -- visits of the profile; null: not measured
    p_engagements    bigint,    -- engagements of the account; null: not measured
    out measure      text,
    out share        double precision
)
language sql
immutable
parallel safe
as $function$
    select
        case when p_profile_visits is not null then 'profile_visits' when p_engagements is not null then 'engagements' end,
        abs(p_gained)::double precision / case when coalesce(p_profile_visits, p_engagements) is not null then greatest(coalesce(p_profile_visits, p_engagements), 1) end
$function$;

comment on function bandit_internal.follower_share(numeric, bigint, bigint) is
    'Returns a gain or loss for each visit of the profile, else for each engagement, and which of the two; NULL: neither is measured. Internal.';

revoke all on function bandit_internal.follower_share(numeric, bigint, bigint) from public;
