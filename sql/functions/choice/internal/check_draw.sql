-- check_draw: checks the draw and the context of a choice.

create or replace function bandit_internal.check_draw(
    p_u       double precision,   -- the draw
    p_context jsonb               -- what is known of the post to come; null: nothing
) returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
begin
    if (p_u >= 0 and p_u < 1) is not true then
        raise exception 'a draw must lie in [0,1)'
            using errcode = 'WT004', detail = format('p_u = %L', p_u), hint = 'leave the draw out, or pass the one that decided the choice';
    end if;
    if jsonb_typeof(p_context) <> 'object' then
        raise exception 'a context must be a JSON object'
            using errcode = 'WT004', detail = format('p_context is a JSON %s', jsonb_typeof(p_context)), hint = 'pass an object such as {"topic": "sleep"}, or leave p_context out';
    end if;
end
$function$;

comment on function bandit_internal.check_draw(double precision, jsonb) is 'Raises WT004 for a draw outside [0,1) and for a context that is not a JSON object.';

revoke all on function bandit_internal.check_draw(double precision, jsonb) from public;
