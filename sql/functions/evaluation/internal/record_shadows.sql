-- record_shadows: stores the weights that the candidates would have given at a run.
--
-- Accounts whose auto_tune is off have no shadows. The run does not depend on them: if the shadows of a policy fail, an event
-- gives the error, and they are missing.

create or replace function bandit_internal.record_shadows(
    p_account_id bigint,                              -- the account, whose settings row the caller has locked
    p_totals     bandit_internal.generator_total[],   -- performance of its generators in the lookback
    p_now        timestamptz,                         -- the run's time
    p_policy     text,                                -- its policy
    p_stages     bandit_internal.weight_stage[]       -- its stages
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_policy     text;
    v_retention  interval := (select s.snapshot_retention from bandit_internal.stg_settings as s where s.account_id = p_account_id);
    v_clock      timestamptz := bandit.clock();
    v_error_code text;
    v_message    text;
begin
    delete from bandit.shadow_weights as s
    where s.account_id = p_account_id
      and s.run_at < least(p_now, v_clock) - v_retention;   -- a run dated ahead deletes nothing

    for v_policy in
        select p.policy
        from bandit_internal.stg_policies as p
        join bandit_internal.stg_settings as s on s.account_id = p_account_id
        where p.tuned_setting is not null
          and s.auto_tune <> 'off'
        order by p.policy
    loop
        begin
            execute format(
                'insert into bandit.shadow_weights (account_id, run_at, candidate, weights)
                 select $1, $3, s.candidate, s.weights from bandit_internal.%I($1, $2, $3, $4) as s', 'shadow_weights_' || v_policy)
            using p_account_id, p_totals, p_now, case when v_policy = p_policy then p_stages end;
        exception
            when others then
                get stacked diagnostics
                    v_error_code = returned_sqlstate,
                    v_message = message_text;
                perform bandit_internal.log_event(p_account_id, p_now, 'shadow_failed', 'policy ' || v_policy, format('the shadows failed: %s', v_message),
                                         jsonb_build_object('error_code', v_error_code));
        end;
    end loop;
end
$function$;

comment on function bandit_internal.record_shadows(bigint, bandit_internal.generator_total[], timestamptz, text, bandit_internal.weight_stage[]) is
    'Stores the shadows of a run from each policy''s shadow_weights_<policy>, and deletes those older than snapshot_retention; a failure is logged as the event shadow_failed with its SQLSTATE. Internal.';

revoke all on function bandit_internal.record_shadows(bigint, bandit_internal.generator_total[], timestamptz, text, bandit_internal.weight_stage[]) from public;
