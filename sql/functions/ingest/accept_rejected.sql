-- accept_rejected: stores a rejected row on the word of an operator.

create or replace function bandit.accept_rejected(
    p_rejected_id bigint,                     -- key in rejected_metrics
    p_now         timestamptz default null,   -- null: clock()
    p_account_id  bigint      default null    -- null: the current account
) returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO'
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_actor      text := session_user;
    v_rejected   record;
    v_received   jsonb;
    v_rows       bandit_internal.metrics_row[];
    v_stored     record;
begin
    select r.raw, r.source, r.reason, r.collected_at, r.released_at
    into v_rejected
    from bandit.rejected_metrics as r
    where r.account_id = v_account_id
      and r.rejected_id = p_rejected_id
    for update;

    if not found or v_rejected.released_at is not null then
        raise exception 'there is no rejected row % to accept', p_rejected_id
            using errcode = 'WT013',
                  detail  = case when v_rejected.released_at is null then 'no such row' else 'accepted at ' || bandit_internal.account_time(v_account_id, v_rejected.released_at) end,
                  hint    = 'select * from bandit.rejected_rows lists the rejected rows';
    end if;

    v_received := jsonb_build_array(v_rejected.raw);
    v_rows := bandit_internal.match_posts(v_account_id, bandit_internal.parse_metrics(v_received, coalesce(v_rejected.collected_at, v_now), v_now));
    select s.result, s.reason, s.posted_at
    into v_stored
    from bandit_internal.store_metrics(v_account_id, v_rows, v_received, v_rejected.source, v_rejected.source = 'import', true) as s;

    if v_stored.result = 'rejected' then
        raise exception 'the row cannot be stored'
            using errcode = 'WT013', detail = v_stored.reason, hint = 'correct the row and record or import it again';
    end if;

    perform bandit_internal.mark_late_post(v_account_id, v_stored.posted_at, v_now);
    update bandit.rejected_metrics as r
    set released_at = v_now
    where r.account_id = v_account_id
      and r.rejected_id = p_rejected_id;

    perform bandit_internal.log_event(v_account_id, v_now, 'rejected_released', v_actor, format('row %s accepted, rejected before: %s', p_rejected_id, v_rejected.reason),
                             jsonb_build_object('rejected_id', p_rejected_id));
    return v_stored.result;
end
$function$;

comment on function bandit.accept_rejected(bigint, timestamptz, bigint) is
    'Stores a rejected row although it looks implausible. Returns inserted, updated or unchanged. Unknown, already accepted or malformed row: WT013.';

revoke all on function bandit.accept_rejected(bigint, timestamptz, bigint) from public;
grant execute on function bandit.accept_rejected(bigint, timestamptz, bigint) to bandit_operator;
