-- check_override: checks that an override is possible in the generator's present state.

create or replace function bandit_internal.check_override(
    p_generator_name text,      -- canonical name
    p_status         text,      -- its status
    p_pinned_weight  numeric,   -- the weight it is pinned at; null: not pinned
    p_action         text,      -- the action
    p_weight         numeric,   -- the weight wanted; null: none given
    p_min_weight     numeric    -- the floor
) returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
begin
    if p_action is null or p_action not in ('set', 'pin', 'release', 'disable', 'enable', 'test') then
        raise exception '% is not an override', coalesce(quote_literal(p_action), 'null')
            using errcode = 'WT004', detail = 'overrides: set, pin, release, disable, enable, test', hint = 'use one of them';
    end if;
    if p_weight not between p_min_weight and 1 or (p_action = 'set' and p_weight is null) then
        raise exception '% is not a weight', coalesce(p_weight::text, 'nothing')
            using errcode = 'WT004', detail = format('a weight is between min_weight %s and 1', p_min_weight), hint = 'pass p_weight in that range';
    end if;
    if p_weight is not null and p_action in ('release', 'disable') then
        raise exception '% takes no weight', p_action
            using errcode = 'WT004', detail = format('p_weight = %s', p_weight), hint = 'leave p_weight out';
    end if;
    if (p_action in ('set', 'pin') and p_status in ('disabled', 'retired'))
       or (p_action = 'pin' and p_status = 'testing')
       or (p_action = 'set' and p_pinned_weight is not null)
       or (p_action = 'release' and p_pinned_weight is null)
       or (p_action = 'disable' and p_status in ('disabled', 'retired'))
       or (p_action = 'enable' and p_status = 'active') then
        raise exception '% is not possible for %', p_action, p_generator_name
            using errcode = 'WT016',
                  detail  = format('%s is %s%s', p_generator_name, p_status, coalesce(' and pinned at ' || p_pinned_weight, '')),
                  hint    = 'select * from bandit.weights shows every generator''s state';
    end if;
end
$function$;

comment on function bandit_internal.check_override(text, text, numeric, text, numeric, numeric) is
    'Raises WT004 for an unknown action or a weight out of range, and WT016 for an action that the generator''s state does not allow.';

revoke all on function bandit_internal.check_override(text, text, numeric, text, numeric, numeric) from public;
