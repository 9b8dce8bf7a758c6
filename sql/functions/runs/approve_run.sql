-- approve_run: applies a suggested run.
--
-- A suggestion was computed from the weights, pins and statuses of its time. If they have changed since, it is refused:
-- applying it would undo those changes unnoticed.

create or replace function bandit.approve_run(
    p_run_id     bigint,                     -- a run with status suggested
    p_reason     text default null,          -- why, in words
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
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_actor      text := coalesce(nullif(trim(p_actor), ''), session_user);
    v_run        record;
    v_changed    text;
begin
    perform bandit_internal.lock_account(v_account_id);

    select s.policy, s.stages
    into v_run
    from bandit_internal.find_suggestion(v_account_id, p_run_id) as s;

    v_changed := bandit_internal.explain_staleness(v_account_id, v_run.stages);
    if v_changed is not null then
        raise exception 'the weights have changed since run % was suggested', p_run_id
            using errcode = 'WT017', detail = v_changed, hint = 'reject it; the next run suggests from the present weights';
    end if;

    perform bandit_internal.decide_run(v_account_id, p_run_id, 'success', v_actor, p_reason, v_now);
    perform bandit_internal.apply_stages(v_account_id, p_run_id, v_run.policy, v_run.stages, v_now);

    return query
    select s.generator_name, s.current_weight, s.new_weight
    from unnest(v_run.stages::bandit_internal.weight_stage[]) as s
    order by s.new_weight desc, s.generator_name collate "C";
end
$function$;

comment on function bandit.approve_run(bigint, text, text, timestamptz, bigint) is
    'Applies a suggested run, logged; returns every weight (0 to 1) before and after. Not waiting: WT018. Weights changed since: WT017 with the changes.';

revoke all on function bandit.approve_run(bigint, text, text, timestamptz, bigint) from public;
grant execute on function bandit.approve_run(bigint, text, text, timestamptz, bigint) to bandit_operator;
