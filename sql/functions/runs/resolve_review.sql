-- resolve_review: records that an operator has reviewed a flagged generator.

create or replace function bandit.resolve_review(
    p_generator  text,                       -- in any spelling
    p_decision   text,                       -- keep, or disable
    p_reason     text default null,          -- why, in words; required
    p_actor      text default null,          -- who; null: the login
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint default null         -- null: the current account
) returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_actor      text := coalesce(nullif(trim(p_actor), ''), session_user);
    v_generator  text := bandit_internal.find_generator(v_account_id, p_generator);
    v_status     text;
    v_moves      bandit_internal.weight_move[];
begin
    perform bandit_internal.check_reason(p_reason);
    if p_decision is null or p_decision not in ('keep', 'disable') then
        raise exception '% is not a decision', coalesce(quote_literal(p_decision), 'null')
            using errcode = 'WT004', detail = 'decisions: keep, disable', hint = 'use one of them';
    end if;
    perform bandit_internal.lock_account(v_account_id);

    update bandit.generator_weights as g
    set needs_review = false,
        review_reason = null
    where g.account_id = v_account_id
      and g.generator_name = v_generator
      and g.needs_review
    returning g.status
    into v_status;
    if not found then
        raise exception '% is not flagged for review', v_generator
            using errcode = 'WT016', detail = format('account_id = %s', v_account_id), hint = 'select * from bandit.review_queue shows the flagged generators';
    end if;

    if p_decision = 'disable' and v_status in ('active', 'testing') then
        v_moves := bandit_internal.plan_override(v_account_id, v_generator, 'disable', null);
        perform bandit_internal.apply_override(v_account_id, v_generator, 'disable', v_moves, p_reason, v_actor, v_now);
    end if;
    perform bandit_internal.log_event(v_account_id, v_now, 'review', v_actor, format('%s reviewed: %s, %s', v_generator, p_decision, p_reason),
                             jsonb_build_object('decision', p_decision, 'reason', p_reason), v_generator);
end
$function$;

comment on function bandit.resolve_review(text, text, text, text, timestamptz, bigint) is
    'Clears the review flag of a generator, logged; the decision disable also disables it. Unknown generator: WT002. No reason, or unknown decision: WT004. Not flagged: WT016.';

revoke all on function bandit.resolve_review(text, text, text, text, timestamptz, bigint) from public;
grant execute on function bandit.resolve_review(text, text, text, text, timestamptz, bigint) to bandit_operator;
