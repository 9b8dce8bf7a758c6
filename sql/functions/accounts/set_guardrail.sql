-- set_guardrail: sets or removes a bound that a metric of the account must keep.

create or replace function bandit.set_guardrail(
    p_metric     text,                       -- a metric, as an objective names it
    p_kind       text    default null,       -- min or max; null: both, to remove them
    p_bound      numeric default null,       -- the bound, per 1000 of exposure; null: removes it
    p_now        timestamptz default null,   -- null: clock()
    p_account_id bigint default null         -- null: the current account
) returns table (
    metric text,
    kind   text,
    bound  numeric
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_actor      text := session_user;
    v_metric     text := bandit_internal.check_guardrail(p_metric, p_kind, p_bound);
    v_old        text;
    v_new        text;
begin
    perform bandit_internal.lock_account(v_account_id);
    v_old := bandit_internal.describe_guardrail(v_account_id, v_metric);
    delete from bandit.guardrails as g
    where g.account_id = v_account_id
      and g.metric = v_metric
      and g.kind = coalesce(p_kind, g.kind);
    insert into bandit.guardrails (account_id, metric, kind, bound)
    select v_account_id, v_metric, p_kind, p_bound
    where p_bound is not null;

    if (select count(*) = 2 and min(g.bound) filter (where g.kind = 'min') > min(g.bound) filter (where g.kind = 'max')
        from bandit.guardrails as g where g.account_id = v_account_id and g.metric = v_metric) then
        raise exception 'the guardrails of % exclude each other', v_metric
            using errcode = 'WT004',
                  detail  = format('there is %s', v_old),
                  hint    = 'min is at most max; remove one of them, or set another bound';
    end if;

    v_new := bandit_internal.describe_guardrail(v_account_id, v_metric);
    if v_new is distinct from v_old then
        perform bandit_internal.log_event(
            v_account_id, v_now, 'setting', v_actor,
            format('guardrail %s changed from %s to %s', v_metric, coalesce(v_old, 'none'), coalesce(v_new, 'none')),
            jsonb_build_object('key', 'guardrail ' || v_metric, 'old', v_old, 'new', v_new)
        );
    end if;

    return query
    select g.metric, g.kind, g.bound
    from bandit.guardrails as g
    where g.account_id = v_account_id
    order by g.metric collate "C", g.kind;
end
$function$;

comment on function bandit.set_guardrail(text, text, numeric, timestamptz, bigint) is
    'Sets a guardrail, a lower (min) or upper (max) bound of a metric per 1000 of exposure, or removes it; logged. Returns the guardrails of the account. Unknown account: WT001. Not a metric, a kind or a bound of 0 to 1000000, or min above max: WT004.';

revoke all on function bandit.set_guardrail(text, text, numeric, timestamptz, bigint) from public;
grant execute on function bandit.set_guardrail(text, text, numeric, timestamptz, bigint) to bandit_operator;
