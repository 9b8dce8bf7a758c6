-- set_contexts: replaces the weights by context of an account.

create or replace function bandit_internal.set_contexts(
    p_account_id bigint,                         -- the account, whose settings row the caller has locked
    p_weights    bandit_internal.new_weight[]    -- used are generator_name and context_weights
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
            w.generator_name,
            c.weight
        from unnest(p_weights) as w
        cross join lateral unnest(w.context_weights) as c
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

comment on function bandit_internal.set_contexts(bigint, bandit_internal.new_weight[]) is
    'Replaces the contexts of an account and their weights by those of p_weights; none there: none afterwards. Called by set_weights.';

revoke all on function bandit_internal.set_contexts(bigint, bandit_internal.new_weight[]) from public;
