-- resolve_now: the time of a call.
--
-- Members of bandit_owner can pass a time ahead of the clock, as they can set bandit.fake_now. Anybody else's can lie ahead by
-- an hour, since their clocks can differ.

create or replace function bandit_internal.resolve_now(
    p_now timestamptz   -- null: clock()
) returns timestamptz
language plpgsql
stable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_latest  timestamptz;
    v_problem text;
begin
    if p_now is null then
        return bandit.clock();
    end if;

    if not pg_has_role(session_user, 'bandit_owner', 'member') then
        v_latest := bandit.clock() + interval '1 hour';
    end if;
    v_problem := bandit_internal.time_problem(p_now, v_latest);
    if v_problem is not null then
        raise exception '%', v_problem
            using errcode = 'WT004',
                  detail  = format('the time is %s, the present time is %s', p_now, bandit.clock()),
                  hint    = 'only members of bandit_owner can pass a time ahead of the clock';
    end if;
    return p_now;
end
$function$;

comment on function bandit_internal.resolve_now(timestamptz) is
    'Returns p_now, or clock() if it is NULL. A time that is infinite or not of the years 2006 to 9999, and for others than members of bandit_owner one more than an hour ahead of the clock: WT004. Internal.';

revoke all on function bandit_internal.resolve_now(timestamptz) from public;
grant execute on function bandit_internal.resolve_now(timestamptz) to bandit_operator, bandit_reader;
