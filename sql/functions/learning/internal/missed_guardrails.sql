-- missed_guardrails: the guardrails that the posts of an account, a generator or an arm miss, in words.

create or replace function bandit_internal.missed_guardrails(
    p_results bandit_internal.guardrail_result[],   -- from judge_guardrails
    p_scope   text,                                 -- account, generator or arm
    p_name    text                                  -- the generator or the arm; null: the account
) returns text
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
    select string_agg(format('%s %s of at %s %s', r.metric, round(r.rate, 2), case r.kind when 'min' then 'least' else 'most' end, trim_scale(r.bound)), '; ')
    from unnest(p_results) as r
    where r.state = 'missed'
      and r.scope = p_scope
      and r.name is not distinct from p_name
$function$;

comment on function bandit_internal.missed_guardrails(bandit_internal.guardrail_result[], text, text) is
    'Returns the missed guardrails of an account, a generator or an arm, with rate and bound per 1000 of exposure; NULL: none.';

revoke all on function bandit_internal.missed_guardrails(bandit_internal.guardrail_result[], text, text) from public;
grant execute on function bandit_internal.missed_guardrails(bandit_internal.guardrail_result[], text, text) to bandit_operator, bandit_reader;
