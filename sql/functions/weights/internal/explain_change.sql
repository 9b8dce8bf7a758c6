-- explain_change: the last change of a generator's rate, as part of a sentence.

create or replace function bandit_internal.explain_change(
    p_evidence jsonb   -- from describe_posterior
) returns text
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
    select format('%s until %s, %s since',
                  round((p_evidence ->> 'rate_before')::numeric, 2),
                  to_char((p_evidence ->> 'changed_at')::timestamptz at time zone 'UTC', 'YYYY-MM-DD'),
                  round((p_evidence ->> 'rate_after')::numeric, 2))
    where p_evidence ->> 'changed_at' is not null
$function$;

comment on function bandit_internal.explain_change(jsonb) is
    'Returns the followers per 1000 of exposure before and after the last change that was found, and its day (UTC). NULL: none was found.';

revoke all on function bandit_internal.explain_change(jsonb) from public;
grant execute on function bandit_internal.explain_change(jsonb) to bandit_operator, bandit_reader;
