-- remove_generator: removes a generator; the others share its weight.
--
-- A generator without any decision is deleted. One with decisions is retired, because its posts still count: it is shown only
-- in the history and among all generators, and enabling it brings it back.

create or replace function bandit.remove_generator(
    p_generator  text,                       -- in any spelling
    p_reason     text default null,          -- why, in words; null: not given
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint default null         -- null: the current account
) returns table (
    generator_name text,
    outcome        text
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_actor      text := session_user;
    v_generator  text;
    v_status     text;
    v_moves      bandit_internal.weight_move[];
    v_outcome    text := 'retired';
begin
    perform bandit_internal.lock_account(v_account_id);
    v_generator := bandit_internal.find_generator(v_account_id, p_generator);
    -- Waits for choices of this generator, so that their decisions are seen below.
    select g.status
    into v_status
    from bandit.generator_weights as g
    where g.account_id = v_account_id
      and g.generator_name = v_generator
    for update;
    if v_status = 'retired' then
        return query values (v_generator, v_outcome);
        return;
    end if;

    if v_status <> 'disabled' then
        v_moves := bandit_internal.plan_override(v_account_id, v_generator, 'disable', null);
        perform bandit_internal.apply_override(v_account_id, v_generator, 'disable', v_moves, coalesce(p_reason, 'removed'), v_actor, v_now);
    end if;
    if exists (select 1 from bandit.content_metadata as c where c.account_id = v_account_id and c.generator_name = v_generator) then
        update bandit.generator_weights as g
        set status = 'retired',
            needs_review = false,
            review_reason = null,
            last_updated = v_now
        where g.account_id = v_account_id
          and g.generator_name = v_generator;
    else
        v_outcome := 'deleted';
        delete from bandit.generator_weights as g
        where g.account_id = v_account_id
          and g.generator_name = v_generator;
    end if;

    perform bandit_internal.log_event(v_account_id, v_now, 'generator_removed', v_actor, format('%s removed (%s)%s', v_generator, v_outcome, ': ' || p_reason),
                             jsonb_build_object('outcome', v_outcome, 'reason', p_reason), v_generator);
    return query values (v_generator, v_outcome);
end
$function$;

comment on function bandit.remove_generator(text, text, timestamptz, bigint) is
    'Removes a generator and returns its name and the outcome: deleted, or retired if it has decisions. A repeated call changes nothing. Unknown generator: WT002. No other generator to take up its weight: WT012.';

revoke all on function bandit.remove_generator(text, text, timestamptz, bigint) from public;
grant execute on function bandit.remove_generator(text, text, timestamptz, bigint) to bandit_operator;
