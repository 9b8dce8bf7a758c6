-- discard_decision: closes a decision that does not become a post.

create or replace function bandit.discard_decision(
    p_decision_id uuid,                  -- as choose_generator returned it
    p_reason      text   default null,   -- why, in words
    p_account_id  bigint default null    -- null: the account of the decision
) returns table (
    decision_id    uuid,
    status         text,
    discard_reason text
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_account_id bigint := bandit_internal.resolve_account(bandit_internal.find_decision(p_account_id, p_decision_id));
    v_status     text := (select d.status from bandit_internal.lock_decision(v_account_id, p_decision_id) as d);
begin
    if v_status not in ('planned', 'discarded') then
        raise exception 'the decision is closed'
            using errcode = 'WT009', detail = format('decision %s is %s', p_decision_id, v_status), hint = 'only a planned decision can be discarded';
    end if;

    if v_status = 'planned' then
        update bandit.content_metadata as c
        set status = 'discarded',
            discard_reason = p_reason
        where c.account_id = v_account_id
          and c.decision_id = p_decision_id;
    end if;

    return query
    select c.decision_id, c.status, c.discard_reason
    from bandit.content_metadata as c
    where c.account_id = v_account_id
      and c.decision_id = p_decision_id;
end
$function$;

comment on function bandit.discard_decision(uuid, text, bigint) is
    'Discards a planned decision and returns it; a repeated call changes nothing. Unknown decision: WT003. Posted decision: WT009.';

revoke all on function bandit.discard_decision(uuid, text, bigint) from public;
grant execute on function bandit.discard_decision(uuid, text, bigint) to bandit_bot, bandit_operator;
