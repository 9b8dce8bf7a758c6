-- explain_shortage: what runs lack that are skipped for too little data, and until when.

create or replace function bandit_internal.explain_shortage(
    p_posts     bigint,        -- measured posts that the policy can learn from
    p_min_posts integer,       -- measured posts that a run needs
    p_window    interval,      -- age from which they are left out
    p_per_day   numeric,       -- measured posts a day at the present pace
    p_now       timestamptz    -- time of the check
) returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    v_days    integer := ceil((p_min_posts - p_posts) / nullif(p_per_day, 0));
    v_window  numeric := extract(epoch from p_window) / 86400;
begin
    return format('%s of %s measured posts', p_posts, p_min_posts) || case
        when p_per_day = 0
            then '; none was measured in the last 7 days'
        when p_per_day * v_window < p_min_posts
            then format('; %s days hold only %s at %s a day: lower min_posts, or use a longer window',
                        round(v_window), round(p_per_day * v_window), round(p_per_day, 1))
        else format('; enough about %s at %s a day', to_char(p_now + v_days * interval '1 day', 'YYYY-MM-DD'), round(p_per_day, 1))
    end;
end
$function$;

comment on function bandit_internal.explain_shortage(bigint, integer, interval, numeric, timestamptz) is
    'Returns how many measured posts there are and how many a run needs, and the day (UTC) on which there are enough at the present pace.';

revoke all on function bandit_internal.explain_shortage(bigint, integer, interval, numeric, timestamptz) from public;
grant execute on function bandit_internal.explain_shortage(bigint, integer, interval, numeric, timestamptz) to bandit_operator, bandit_reader;
