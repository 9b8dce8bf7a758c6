-- weight_histories: how the weights of the active and testing generators changed over a window.

create or replace function bandit_internal.weight_histories(
    p_account_id bigint,        -- the account
    p_since      timestamptz,   -- the window, without its start
    p_now        timestamptz    -- and with its end
) returns bandit_internal.generator_history[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_names   text[];
    v_weights numeric[];
begin
    select array_agg(w.generator_name), array_agg(w.weight)
    into v_names, v_weights
    from bandit_internal.weights_at(p_account_id, p_since) as w;

    return array(
        select
            row(
                g.generator_name,
                g.pinned_weight is not null or g.status = 'testing',
                '-infinity'::timestamptz || coalesce(c.times, '{}'),
                w.weight || coalesce(c.weights, '{}')
            )::bandit_internal.generator_history
        from bandit_internal.stg_generators as g
        join unnest(v_names, v_weights) as w (generator_name, weight) using (generator_name)
        cross join lateral (
            select
                array_agg(h.changed_at order by h.changed_at, h.change_id) as times,
                array_agg(h.new_weight order by h.changed_at, h.change_id) as weights
            from bandit_internal.stg_weight_changes as h
            where h.account_id = g.account_id
              and h.generator_name = g.generator_name
              and h.changed_at > p_since
              and h.changed_at <= p_now
        ) as c
        where g.account_id = p_account_id
          and g.status in ('active', 'testing')
    );
end
$function$;

comment on function bandit_internal.weight_histories(bigint, timestamptz, timestamptz) is
    'Returns the weights (0 to 1) of every active and testing generator over a window: each with the time from which it held.';

revoke all on function bandit_internal.weight_histories(bigint, timestamptz, timestamptz) from public;
grant execute on function bandit_internal.weight_histories(bigint, timestamptz, timestamptz) to bandit_operator, bandit_reader;
