-- check_worker: a worker needs a name; otherwise two runners could not tell their leases apart.

create or replace function bandit_internal.check_worker(
    p_worker text   -- name of the worker
) returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_longest constant integer := 200;
begin
    if coalesce(trim(p_worker), '') = '' or length(p_worker) > c_longest then
        raise exception 'the name of the worker is empty or too long'
            using errcode = 'WT004', detail = format('p_worker = %L', left(p_worker, c_longest)), hint = 'pass a name that no other runner uses, such as its host and process id';
    end if;
end
$function$;

comment on function bandit_internal.check_worker(text) is 'Raises WT004 if the name of the worker is empty or longer than 200 characters.';

revoke all on function bandit_internal.check_worker(text) from public;
