-- rename_in_json: another name for a generator in what was logged.

create or replace function bandit_internal.rename_in_json(
    p_document jsonb,   -- an array of objects with generator_name, or an object by generator; another value is left as it is
    p_old_name text,    -- canonical name so far
    p_new_name text     -- canonical name from now on
) returns jsonb
language sql
immutable
parallel safe
as $function$
    select case
        when jsonb_typeof(p_document) = 'object' and p_document ? p_old_name
            then p_document - p_old_name || jsonb_build_object(p_new_name, p_document -> p_old_name)
        when jsonb_typeof(p_document) = 'array'
            then coalesce(
                (
                    select jsonb_agg(case when e.entry ->> 'generator_name' = p_old_name then e.entry || jsonb_build_object('generator_name', p_new_name) else e.entry end order by e.place)
                    from jsonb_array_elements(p_document) with ordinality as e (entry, place)
                ),
                p_document
            )
        else p_document
    end
$function$;

comment on function bandit_internal.rename_in_json(jsonb, text, text) is 'Returns the document with the new name in place of the old one. Internal.';

revoke all on function bandit_internal.rename_in_json(jsonb, text, text) from public;
