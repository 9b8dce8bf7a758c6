-- check_worker: who claims and finishes has a name, or two runners would take each other's posts for their own.

create or replace function bandit_internal.check_worker(
    p_worker text   -- as the caller gave it
) returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
begin
    if coalesce(trim(p_worker), '') = '' then
        raise exception 'the worker has no name'
            using errcode = 'WT004', detail = format('p_worker = %L', p_worker), hint = 'pass a name that no other runner has, such as its host and process id';
    end if;
end
$function$;

comment on function bandit_internal.check_worker(text) is 'Raises WT004 where the worker''s name is empty. Internal.';

revoke all on function bandit_internal.check_worker(text) from public;
