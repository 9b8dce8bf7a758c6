-- tune: moves a policy's setting to the next value, or changes the policy, if the log shows that this gains more.
--
-- At most one step a day, and only with evidence (see find_step). The setting auto_tune decides whether a step is applied,
-- suggested or not computed. Steps are applied, and can be undone, by set_setting.

create or replace function bandit.tune(
    p_dry_run    boolean     default false,   -- true: compare only, also if auto_tune is off
    p_now        timestamptz default null,    -- null: clock(); nothing known later is used
    p_account_id bigint      default null     -- null: the current account
) returns table (
    candidate             text,
    is_present            boolean,
    posts                 bigint,
    value                 double precision,
    difference            double precision,
    low                   double precision,
    high                  double precision,
    effective_sample_size double precision,
    warning               text,
    step                  text
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_auto_tune  text;
    v_compared   bandit_internal.candidate_comparison[];
    v_step       record;
    v_verdict    text;
begin
    if not p_dry_run then
        perform bandit_internal.lock_account(v_account_id);
    end if;
    v_auto_tune := (select s.auto_tune from bandit_internal.stg_settings as s where s.account_id = v_account_id);
    if v_auto_tune = 'off' and not p_dry_run then
        return;
    end if;

    v_compared := array(select c from bandit_internal.compare_candidates(v_account_id, '30 days', v_now) as c);
    select s.*
    into v_step
    from bandit_internal.find_step(v_account_id, v_compared, v_now) as s;
    if not p_dry_run then
        perform bandit_internal.withdraw_suggestions(v_account_id, v_compared, v_now);
    end if;
    v_verdict := case when p_dry_run then 'proposed' when v_auto_tune = 'on' then 'applied' else 'suggested' end;

    if v_step.candidate is not null and not p_dry_run then
        perform bandit_internal.log_step(v_account_id, to_jsonb(v_step), to_jsonb(c), v_verdict = 'applied', v_now)
        from unnest(v_compared) as c
        where c.candidate = v_step.candidate;
        if v_verdict = 'applied' then
            perform bandit.set_setting(v_step.key, v_step.new_value, p_account_id => v_account_id, p_now => v_now);
        end if;
    end if;

    return query
    select
        c.candidate,
        c.is_present,
        c.posts,
        c.value,
        c.difference,
        c.low,
        c.high,
        c.effective_sample_size,
        c.warning,
        case when c.candidate = v_step.candidate then v_verdict end
    from unnest(v_compared) as c;
end
$function$;

comment on function bandit.tune(boolean, timestamptz, bigint) is
    'Compares every candidate with the present one on the posts of 30 days, in the account''s objective, and takes at most one step: applied, suggested or, in a dry run, proposed. The step is logged as the event tuning; an open suggestion that the comparison no longer supports is withdrawn, logged as the event tuning_withdrawn. Returns one row a candidate; none if auto_tune is off. warning: why not to trust the difference, NULL: nothing.';

revoke all on function bandit.tune(boolean, timestamptz, bigint) from public;
grant execute on function bandit.tune(boolean, timestamptz, bigint) to bandit_operator;
