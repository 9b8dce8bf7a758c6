-- log_step: logs a step of tuning with its evidence.
--
-- A suggestion that is not followed is logged again after a week, not every day; one that was withdrawn, at once.

create or replace function bandit_internal.log_step(
    p_account_id bigint,        -- the account, whose settings row the caller has locked
    p_step       jsonb,         -- row of find_step
    p_evidence   jsonb,         -- its row of compare_candidates
    p_is_applied boolean,       -- false: only suggested
    p_now        timestamptz    -- time of the step
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_signed constant text := 'FMSG9999999990.000';
    v_detail jsonb := p_step || jsonb_build_object('applied', p_is_applied);
    v_unit   text := (
        select case s.objective when 'followers_per_post' then 'followers a post' else bandit_internal.describe_objective(s.objective) end
        from bandit_internal.stg_settings as s
        where s.account_id = p_account_id
    );
begin
    if exists (
        select 1
        from bandit_internal.int_suggestions as s
        where s.account_id = p_account_id
          and s.suggested_at > p_now - interval '7 days'
          and s.suggested_at <= p_now
          and s.state not in ('applied', 'withdrawn')
          and not p_is_applied
          and (s.candidate, s.key, s.old_value, s.new_value)
              = (p_step ->> 'candidate', p_step ->> 'key', p_step ->> 'old_value', p_step ->> 'new_value')
    ) then
        return;
    end if;

    perform bandit_internal.log_event(
        p_account_id, p_now, 'tuning', 'tuning',
        format('%s %s %s instead of %s: a change of %s %s (%s to %s) on %s posts', p_step ->> 'key',
               case when p_is_applied then 'is now' else 'should be' end, p_step ->> 'new_value', p_step ->> 'old_value',
               to_char((p_evidence ->> 'difference')::numeric, c_signed), v_unit, to_char((p_evidence ->> 'low')::numeric, c_signed),
               to_char((p_evidence ->> 'high')::numeric, c_signed), p_evidence ->> 'posts'),
        v_detail || p_evidence
    );
end
$function$;

comment on function bandit_internal.log_step(bigint, jsonb, jsonb, boolean, timestamptz) is
    'Logs a step as the event tuning; the same suggestion at most once in 7 days.';

revoke all on function bandit_internal.log_step(bigint, jsonb, jsonb, boolean, timestamptz) from public;
