-- set_scrape_band: changes how often posts of an age are read.

create or replace function bandit.set_scrape_band(
    p_until_age    interval,                   -- upper bound of the band: it holds posts younger than this and older than the band before
    p_every        interval,                   -- time between two readings; null: remove the band
    p_reads_at_end boolean     default null,   -- whether a post is read when it leaves the band; null: unchanged, or false for a new band
    p_now          timestamptz default null,   -- null: clock()
    p_account_id   bigint      default null    -- null: the current account
) returns table (
    until_age    interval,
    every        interval,
    reads_at_end boolean
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set intervalstyle = 'postgres'
as $function$
#variable_conflict use_column
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_actor      text := session_user;
begin
    perform bandit_internal.lock_account(v_account_id);

    if p_every is null then
        delete from bandit.scrape_schedule as b
        where b.account_id = v_account_id
          and b.until_age = p_until_age;
    else
        begin
            insert into bandit.scrape_schedule as b (account_id, until_age, every, reads_at_end)
            values (v_account_id, p_until_age, p_every, coalesce(p_reads_at_end, false))
            on conflict (account_id, until_age) do update
            set every = excluded.every,
                reads_at_end = coalesce(p_reads_at_end, b.reads_at_end);
        exception
            when integrity_constraint_violation then
                raise exception 'not a valid age band'
                    using errcode = 'WT004',
                          detail  = format('p_until_age = %L, p_every = %L', p_until_age, p_every),
                          hint    = 'the age must be above 0 and at most 10 years, the time between readings 1 minute to 1 year';
        end;
    end if;

    perform bandit_internal.reschedule_scrapes(v_account_id, v_now);
    perform bandit_internal.log_event(v_account_id, v_now, 'scrape_schedule', v_actor,
                             format('posts up to %s old: %s', p_until_age, coalesce('every ' || p_every, 'band removed')),
                             jsonb_build_object('until_age', p_until_age, 'every', p_every, 'reads_at_end', p_reads_at_end));
    return query
    select b.until_age, b.every, b.reads_at_end
    from bandit.scrape_schedule as b
    where b.account_id = v_account_id
    order by b.until_age;
end
$function$;

comment on function bandit.set_scrape_band(interval, interval, boolean, timestamptz, bigint) is
    'Adds, changes or (p_every NULL) removes an age band of the scraping schedule; the new schedule applies at once. Returns the schedule. Not a valid band: WT004.';

revoke all on function bandit.set_scrape_band(interval, interval, boolean, timestamptz, bigint) from public;
grant execute on function bandit.set_scrape_band(interval, interval, boolean, timestamptz, bigint) to bandit_operator;
