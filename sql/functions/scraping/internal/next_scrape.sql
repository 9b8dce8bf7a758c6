-- next_scrape: when a post is due again after a reading.
--
-- Calculated in UTC, where every day has 24 hours.

create or replace function bandit_internal.next_scrape(
    p_bands     bandit_internal.age_band[],   -- the schedule, the youngest band first
    p_posted_at timestamptz,                  -- time of posting
    p_read_at   timestamptz                   -- time of the latest reading; null: not read yet
) returns timestamptz
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_posted_at timestamp := p_posted_at at time zone 'UTC';
    v_read_at   timestamp := p_read_at at time zone 'UTC';
    v_due_at    timestamp;
    v_band      bandit_internal.age_band;
begin
    if p_read_at is null then
        return p_posted_at;
    end if;

    foreach v_band in array p_bands loop
        if v_due_at is null and v_posted_at + v_band.until_age > v_read_at then
            v_due_at := v_read_at + v_band.every;
            if v_band.reads_at_end then
                v_due_at := least(v_due_at, v_posted_at + v_band.until_age);
            end if;
        end if;
    end loop;
    return case when v_due_at < v_posted_at + v_band.until_age then v_due_at at time zone 'UTC' end;
end
$function$;

comment on function bandit_internal.next_scrape(bandit_internal.age_band[], timestamptz, timestamptz) is
    'Returns when a post is due next: its time of posting if it was not read yet, NULL if it will be older than the last age band.';

revoke all on function bandit_internal.next_scrape(bandit_internal.age_band[], timestamptz, timestamptz) from public;
