-- check_rows: a batch must be a JSON array of objects, read at a finite time.

create or replace function bandit_internal.check_rows(
    p_rows         jsonb,         -- the batch as received
    p_collected_at timestamptz    -- when it was read; never null
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
    if not isfinite(p_collected_at) then
        raise exception 'the time of reading must be finite'
            using errcode = 'WT004', detail = format('p_collected_at = %s', p_collected_at), hint = 'omit p_collected_at to use the present time';
    end if;
end
$function$;

comment on function bandit_internal.check_rows(jsonb, timestamptz) is
    'Raises WT014 unless the batch is a JSON array of objects, and WT004 unless its time of reading is finite.';

revoke all on function bandit_internal.check_rows(jsonb, timestamptz) from public;
