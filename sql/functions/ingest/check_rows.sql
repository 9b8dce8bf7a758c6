-- check_rows: a batch must be a JSON array of objects before anything else can be said about it.

create or replace function bandit.check_rows(
    p_rows jsonb   -- the batch as the caller gave it
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
end
$function$;

comment on function bandit.check_rows(jsonb) is 'Raises WT014 unless the batch is a JSON array of objects. Internal.';

revoke all on function bandit.check_rows(jsonb) from public;
