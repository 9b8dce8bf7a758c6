-- withdraw_suggestions: withdraws the open suggestions of tuning whose evidence is gone.

create or replace function bandit_internal.withdraw_suggestions(
    p_account_id bigint,                                   -- the account, whose settings row the caller has locked
    p_compared   bandit_internal.candidate_comparison[],   -- rows of compare_candidates
    p_now        timestamptz                               -- time of the comparison
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_present    bandit_internal.candidate_comparison := (select c from unnest(p_compared) as c where c.is_present);
    v_suggestion record;
    v_problem    text;
begin
    for v_suggestion in
        select s.event_id, s.candidate, s.key, s.old_value, s.new_value
        from bandit_internal.int_suggestions as s
        where s.account_id = p_account_id
          and s.state = 'open'
          and s.suggested_at <= p_now
        order by s.event_id
    loop
        v_problem := coalesce(
            (select coalesce(bandit_internal.step_problem(c, v_present), '') from unnest(p_compared) as c where c.candidate = v_suggestion.candidate),
            'it is not compared any more'
        );
        if v_problem <> '' then
            perform bandit_internal.log_event(
                p_account_id, p_now, 'tuning_withdrawn', 'tuning',
                format('%s need not be %s instead of %s: %s', v_suggestion.key, v_suggestion.new_value, v_suggestion.old_value, v_problem),
                to_jsonb(v_suggestion) || jsonb_build_object('reason', v_problem)
            );
        end if;
    end loop;
end
$function$;

comment on function bandit_internal.withdraw_suggestions(bigint, bandit_internal.candidate_comparison[], timestamptz) is
    'Logs the event tuning_withdrawn with the reason for each open suggestion that is no step any more by step_problem. Internal.';

revoke all on function bandit_internal.withdraw_suggestions(bigint, bandit_internal.candidate_comparison[], timestamptz) from public;
