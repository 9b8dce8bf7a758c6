-- usage_shifts: how far the weights have moved towards the generators with a high F/1K.
--
-- Compares the weights at a time with the starting ones, summed over the generators above and below the mean F/1K of the
-- lookback, which weighs each generator by its measured posts.

create or replace function bandit_internal.usage_shifts(
    p_account_id bigint,        -- the account
    p_now        timestamptz,   -- nothing known later is used
    out high numeric,
    out low  numeric
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_weights jsonb := (select jsonb_object_agg(w.generator_name, w.weight) from bandit_internal.weights_at(p_account_id, p_now) as w);
    v_start   jsonb := (select jsonb_object_agg(w.generator_name, w.weight) from bandit_internal.weights_at(p_account_id, '-infinity') as w);
begin
    select
        round(sum(s.shift) filter (where s.f_per_1k > s.mean), 4),
        round(sum(s.shift) filter (where s.f_per_1k < s.mean), 4)
    into high, low
    from (
        select
            (v_weights ->> p.generator_name)::numeric - (v_start ->> p.generator_name)::numeric as shift,
            p.f_per_1k,
            sum(p.f_per_1k * p.total_posts) over () / sum(p.total_posts) over () as mean
        from bandit_internal.generator_totals(p_account_id, null, p_now) as p
        where p.f_per_1k is not null
    ) as s;
end
$function$;

comment on function bandit_internal.usage_shifts(bigint, timestamptz) is
    'Returns the change of the summed weights (-1 to 1) of the generators above (high) and below (low) the mean F/1K since the start; NULL: none was measured.';

revoke all on function bandit_internal.usage_shifts(bigint, timestamptz) from public;
grant execute on function bandit_internal.usage_shifts(bigint, timestamptz) to bandit_operator, bandit_reader;
