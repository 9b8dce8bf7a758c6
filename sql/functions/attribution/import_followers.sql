-- import_followers: stores the counts and gains of an account's export.
--
-- A row can have a count at the end of its time, a gain over it, or both. A row with neither changes nothing. A rejected row
-- does not keep the others out. Of two files with the same interval, the one that reaches further is the later one.

create or replace function bandit.import_followers(
    p_rows       jsonb,                 -- array of objects: from_date, until_date (days of the account's time zone), followers, gained or new_follows and unfollows, impressions, profile_visits, engagements, reach (the day after the last one of the file), file, row, problem {column, reason}
    p_account_id bigint default null    -- null: the current account
) returns table (
    read         bigint,
    inserted     bigint,
    updated      bigint,
    unchanged    bigint,
    rejected     bigint,
    rejections   jsonb,
    unknown_keys jsonb
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_keys       constant text[] := array[
        'from_date', 'until_date', 'followers', 'gained', 'new_follows', 'unfollows', 'impressions', 'profile_visits', 'engagements',
        'reach', 'file', 'row', 'raw', 'problem'
    ];
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit.clock();
    v_time_zone  text := (select s.time_zone from bandit.account_settings as s where s.account_id = v_account_id);
    v_row        record;
    v_results    text[] := array[]::text[];
    v_raw        jsonb := '[]'::jsonb;
    v_columns    text[] := array[]::text[];
    v_reasons    text[] := array[]::text[];
begin
    perform bandit_internal.check_rows(p_rows, v_now, v_now);

    for v_row in
        select f.*
        from bandit_internal.parse_followers(p_rows, v_time_zone, v_now) as f
        order by f.row_index
    loop
        if v_row.reason is null and coalesce(v_row.followers, v_row.gained) is not null then
            begin
                v_results := v_results || bandit_internal.store_followers(
                    v_account_id, v_row.followers, v_row.until_at, v_row.gained,
                    case when v_row.gained is not null then v_row.from_at end,
                    case when v_row.gained is not null then v_row.impressions end,
                    v_row.profile_visits, v_row.engagements, v_row.reach_at, 'import', v_now
                );
            exception
                when sqlstate 'WT004' then
                    v_row.reason := sqlerrm;
            end;
        end if;
        if v_row.reason is not null then
            v_raw := v_raw || jsonb_build_array(p_rows -> (v_row.row_index - 1)::integer);
            v_columns := v_columns || v_row.column_name;
            v_reasons := v_reasons || v_row.reason;
        end if;
    end loop;

    if v_reasons <> '{}' then
        perform bandit_internal.reject_rows(v_account_id, 'import', v_raw, v_columns, v_reasons, v_now);
    end if;

    return query
    select
        jsonb_array_length(p_rows)::bigint,
        c.inserted,
        c.updated,
        jsonb_array_length(p_rows) - c.inserted - c.updated - cardinality(v_reasons),
        cardinality(v_reasons)::bigint,
        coalesce(
            (
                select jsonb_agg(
                    jsonb_build_object('file', r.raw -> 'file', 'row', r.raw -> 'row', 'column', r.column_name, 'reason', r.reason)
                    order by r.raw ->> 'file', (r.raw -> 'row')
                )
                from rows from (jsonb_array_elements(v_raw), unnest(v_columns), unnest(v_reasons)) as r (raw, column_name, reason)
            ),
            '[]'
        ),
        bandit_internal.unknown_keys(p_rows, c_keys)
    from (
        select
            count(*) filter (where r.result = 'inserted') as inserted,
            count(*) filter (where r.result = 'updated') as updated
        from unnest(v_results) as r (result)
    ) as c;
end
$function$;

comment on function bandit.import_followers(jsonb, bigint) is
    'Imports follower counts and gains; returns the number of rows read, inserted, updated, unchanged and rejected, and the rejected ones as [{file, row, column, reason}], which rejected_metrics keeps too. unknown_keys: the keys that it does not know and has ignored, as {key: rows}. Not an array of objects: WT014. Unknown account: WT001.';

revoke all on function bandit.import_followers(jsonb, bigint) from public;
grant execute on function bandit.import_followers(jsonb, bigint) to bandit_operator;
