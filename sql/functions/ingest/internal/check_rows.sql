-- check_rows: a batch must be a JSON array of objects, read at a possible time.

create or replace function bandit_internal.check_rows(
    p_rows         jsonb,         -- the batch as received
    p_collected_at timestamptz,   -- when it was read; never null
    p_now          timestamptz    -- the present time
) returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
begin
    if p_rows is null or jsonb_typeof(p_rows) <> 'array' or jsonb_path_exists(p_rows, 'strict $[*] ? (@.type() != "object")') then
        raise exception 'rows must be a JSON array of objects'
            using errcode = 'WT014',
                  detail  = format('got %s', coalesce(left(p_rows::text, 100), 'null')),
                  hint    = 'pass [{"tweet_id": "...", "likes": 1}, ...]';
    end if;
    perform bandit_internal.check_time(p_collected_at, p_now);
end
$function$;

comment on function bandit_internal.check_rows(jsonb, timestamptz, timestamptz) is
    'Raises WT014 unless the batch is a JSON array of objects, and WT004 unless its time of reading is one that check_time accepts.';

revoke all on function bandit_internal.check_rows(jsonb, timestamptz, timestamptz) from public;
