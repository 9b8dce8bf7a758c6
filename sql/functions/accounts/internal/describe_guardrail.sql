-- describe_guardrail: the bounds of a metric, in words.

create or replace function bandit_internal.describe_guardrail(
    p_account_id bigint,   -- the account
    p_metric     text      -- the metric
) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        select string_agg(format('%s %s', g.kind, trim_scale(g.bound)), ' and ' order by g.kind desc)
        from bandit.guardrails as g
        where g.account_id = p_account_id
          and g.metric = p_metric
    );
end
$function$;

comment on function bandit_internal.describe_guardrail(bigint, text) is 'Returns the bounds of a metric, such as min 0.5 and max 2; NULL: it has none. Internal.';

revoke all on function bandit_internal.describe_guardrail(bigint, text) from public;
