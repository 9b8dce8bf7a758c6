-- undo_run: puts the weights of before a run back, as a new change.
--
-- Whatever came after the run is undone with it. Pins, testing weights and generators that were not in play then stay, and
-- the rest is projected around them. The contexts are the run's, or of one after it: they go, whether or not a weight moves.

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
    v_now        timestamptz := coalesce(p_now, bandit.clock());
    v_actor      text := coalesce(nullif(trim(p_actor), ''), session_user);
    v_undone     jsonb;
begin
    perform bandit_internal.check_reason(p_reason);
    perform bandit_internal.lock_account(v_account_id);

    if not exists (
        select 1
        from bandit.optimization_runs as r
        where r.account_id = v_account_id
          and r.run_id = p_run_id
          and r.status = 'success'
    ) then
        raise exception 'run % was not applied', coalesce(p_run_id::text, 'without an id')
            using errcode = 'WT018',
                  detail  = format('account_id = %s', v_account_id),
                  hint    = 'select * from bandit.recent_runs where status = ''success'' shows the applied ones';
    end if;

    select jsonb_agg(jsonb_build_object('generator_name', u.generator_name, 'old_weight', u.old_weight, 'new_weight', u.new_weight)
                     order by u.new_weight desc, u.generator_name collate "C")
    into v_undone
    from bandit_internal.weights_before_run(v_account_id, p_run_id) as u;

    perform bandit_internal.set_weights(
        v_account_id, array_agg(u.generator_name), array_agg(u.new_weight), array_agg(format('run %s undone: %s', p_run_id, p_reason)),
        v_actor, null, v_now
    )
    from jsonb_to_recordset(v_undone) as u (generator_name text, new_weight numeric);
    perform bandit_internal.set_contexts(v_account_id, '[]');
    perform bandit_internal.refresh_propensities(v_account_id);

    perform bandit_internal.log_event(v_account_id, v_now, 'undo', v_actor, format('run %s undone: %s', p_run_id, p_reason),
                             jsonb_build_object('weights', v_undone), null, p_run_id);

    return query
    select u.generator_name, u.old_weight, u.new_weight
    from jsonb_to_recordset(v_undone) as u (generator_name text, old_weight numeric, new_weight numeric);
end
$function$;

comment on function bandit.undo_run(bigint, text, text, timestamptz, bigint) is
    'Puts the weights of before an applied run back, logged as a new change; returns every weight (0 to 1) before and after. No reason: WT004. Not applied: WT018. Pins that leave no room: WT012.';

revoke all on function bandit.undo_run(bigint, text, text, timestamptz, bigint) from public;
grant execute on function bandit.undo_run(bigint, text, text, timestamptz, bigint) to bandit_operator;
