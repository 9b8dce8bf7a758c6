-- undo_run: sets the weights back to those before a run, as a new change.
--
-- All changes since the run are undone with it. Pins, testing weights and generators that were not in play then stay, and the
-- rest is projected around them. The weights by context are the run's or a later one's: they are removed.

create or replace function bandit.undo_run(
    p_run_id     bigint,                     -- an applied run
    p_reason     text default null,          -- why, in words; required
    p_actor      text default null,          -- who; null: the login
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint default null         -- null: the current account
) returns table (
    generator_name text,
    old_weight     numeric,
    new_weight     numeric
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_actor      text := coalesce(nullif(trim(p_actor), ''), session_user);
    v_message    text := format('run %s undone: %s', p_run_id, p_reason);
    v_moves      bandit_internal.weight_move[];
    v_undone     jsonb;
    v_undone_at  timestamptz;
begin
    perform bandit_internal.check_reason(p_reason);
    perform bandit_internal.lock_account(v_account_id);

    select r.undone_at
    into v_undone_at
    from bandit.optimization_runs as r
    where r.account_id = v_account_id
      and r.run_id = p_run_id
      and r.status = 'success';
    if not found then
        raise exception 'run % was not applied', coalesce(p_run_id::text, 'without an id')
            using errcode = 'WT018',
                  detail  = format('account_id = %s', v_account_id),
                  hint    = 'select * from bandit.recent_runs where status = ''success'' shows the applied runs';
    elsif v_undone_at is not null then
        raise exception 'run % is undone already', p_run_id
            using errcode = 'WT018',
                  detail  = format('undone at %s', v_undone_at),
                  hint    = 'select * from bandit.recent_runs shows the runs that can be undone';
    end if;

    v_moves := bandit_internal.weights_before_run(v_account_id, p_run_id);
    perform bandit_internal.set_weights(
        v_account_id,
        array(select row(m.generator_name, m.new_weight, v_message, null)::bandit_internal.new_weight from unnest(v_moves) as m),
        v_actor, null, v_now
    );

    update bandit.optimization_runs as r
    set undone_at = v_now,
        undone_by = v_actor
    where r.account_id = v_account_id
      and r.run_id = p_run_id;

    v_undone := (
        select jsonb_agg(jsonb_build_object('generator_name', m.generator_name, 'old_weight', m.old_weight, 'new_weight', m.new_weight))
        from unnest(v_moves) as m
    );
    perform bandit_internal.log_event(v_account_id, v_now, 'undo', v_actor, v_message, jsonb_build_object('weights', v_undone), null, p_run_id);

    return query
    select m.generator_name, m.old_weight, m.new_weight
    from unnest(v_moves) as m;
end
$function$;

comment on function bandit.undo_run(bigint, text, text, timestamptz, bigint) is
    'Sets the weights back to those before an applied run, logged as a new change; returns every weight (0 to 1) before and after. No reason: WT004. Pins that leave no room: WT012. Not applied: WT018.';

revoke all on function bandit.undo_run(bigint, text, text, timestamptz, bigint) from public;
grant execute on function bandit.undo_run(bigint, text, text, timestamptz, bigint) to bandit_operator;
