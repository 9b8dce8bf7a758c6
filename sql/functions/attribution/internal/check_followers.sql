-- check_followers: checks the arguments of record_followers.

create or replace function bandit_internal.check_followers(
    p_count       bigint,        -- followers; null: not given
    p_at          timestamptz,   -- when it was read, or the end of the interval; never null
    p_gained      numeric,       -- followers gained in the interval; null: not given
    p_from        timestamptz,   -- start of the interval; null: not given
    p_impressions bigint         -- impressions in the interval; null: not measured
) returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_most    constant numeric := 1e12;
    v_problem text;
begin
    v_problem := case
        when p_count < 0 or p_count > c_most                             then format('%s is not a number of followers', p_count)
        when p_gained = 'NaN' or abs(p_gained) > c_most                  then format('%s is not a gain', p_gained)
        when p_impressions < 0                                           then format('%s is not a number of impressions', p_impressions)
        when p_gained is not null and p_from is null                     then 'a gain needs the start of its interval'
        when p_gained is null and coalesce(p_from::text, p_impressions::text) is not null then 'an interval needs its gain'
        when p_from >= p_at                                              then 'an interval must end after its start'
    end;
    if v_problem is not null then
        raise exception '%', v_problem
            using errcode = 'WT004',
                  detail  = format('p_count = %s, p_at = %s, p_gained = %s, p_from = %s, p_impressions = %s',
                                   coalesce(p_count::text, 'null'), p_at, coalesce(p_gained::text, 'null'),
                                   coalesce(p_from::text, 'null'), coalesce(p_impressions::text, 'null')),
                  hint    = 'pass p_count and p_at, or p_gained with p_from and p_at, or neither count nor gain if it could not be read';
    end if;
end
$function$;

comment on function bandit_internal.check_followers(bigint, timestamptz, numeric, timestamptz, bigint) is
    'Raises WT004 for an invalid count, gain or interval. Internal.';

revoke all on function bandit_internal.check_followers(bigint, timestamptz, numeric, timestamptz, bigint) from public;
