-- reading_at: what was known of a post at a time before its latest metrics came.
--
-- Of each metric the newest value that a snapshot has. Called for such posts alone, so that to read what is known now
-- costs nothing more.

create or replace function bandit_internal.reading_at(
    p_account_id  bigint,        -- the account
    p_decision_id uuid,          -- the decision whose post it is
    p_now         timestamptz    -- nothing later is used
) returns bandit_internal.reading
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_reading bandit_internal.reading;
begin
    select
        s.likes,
        s.views,
        s.impressions,
        case p.exposure_measure when 'impressions' then s.impressions else p.exposure end,
        s.followers_gained
    into v_reading
    from bandit_internal.int_posts as p
    cross join (
        select
            (array_agg(m.likes order by m.bucket_at desc) filter (where m.likes is not null))[1] as likes,
            (array_agg(m.views order by m.bucket_at desc) filter (where m.views is not null))[1] as views,
            (array_agg(m.impressions order by m.bucket_at desc) filter (where m.impressions is not null))[1] as impressions,
            (array_agg(m.followers_gained order by m.bucket_at desc) filter (where m.followers_gained is not null))[1] as followers_gained
        from bandit_internal.stg_snapshots as m
        where m.account_id = p_account_id
          and m.decision_id = p_decision_id
          and m.bucket_at <= p_now
          and m.collected_at <= p_now
        having count(*) > 0
    ) as s
    where p.account_id = p_account_id
      and p.decision_id = p_decision_id;

    return v_reading;
end
$function$;

comment on function bandit_internal.reading_at(bigint, uuid, timestamptz) is
    'Metrics of a post as its snapshots had them at p_now; NULL: not read yet, or longer ago than snapshots are kept. Internal.';

revoke all on function bandit_internal.reading_at(bigint, uuid, timestamptz) from public;
grant execute on function bandit_internal.reading_at(bigint, uuid, timestamptz) to bandit_operator, bandit_reader;
