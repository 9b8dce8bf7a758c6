-- set_contexts: puts the weights by context of a run in force, in place of those before.

create or replace function bandit_internal.set_contexts(
    p_account_id bigint,   -- the account, whose settings row the caller has locked
    p_stages     jsonb     -- array of the rows of explain_weights
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    delete from bandit.contexts as c
    where c.account_id = p_account_id;

    with weights as materialized (
        select
            dense_rank() over (order by c.topic, c.format, c.daypart) as context_number,
            c.topic,
            c.format,
            c.daypart,
            s.generator_name,
            c.weight
        from jsonb_to_recordset(p_stages) as s (generator_name text, context_weights jsonb)
        cross join lateral jsonb_to_recordset(nullif(s.context_weights, 'null')) as c (topic text, format text, daypart integer, weight numeric)
    ),
    contexts as (
        insert into bandit.contexts (account_id, context_number, topic, format, daypart)
        select distinct p_account_id, w.context_number, w.topic, w.format, w.daypart
        from weights as w
    )
    insert into bandit.context_weights (account_id, context_number, generator_name, weight)
    select p_account_id, w.context_number, w.generator_name, w.weight
    from weights as w;
end
$function$;

comment on function bandit_internal.set_contexts(bigint, jsonb) is
    'Replaces an account''s contexts and their weights by those of the stages of a run; without any, there are none. Internal.';

revoke all on function bandit_internal.set_contexts(bigint, jsonb) from public;
