-- generator_posteriors: what is known of each generator, and how the generators in play compare.
--
-- Reads everything once, or takes the posts from its caller; posterior_rates and best_probabilities calculate. An objective of one's
-- own is learned from the values of posts, also where followers are known only from counts.

create or replace function bandit_internal.generator_posteriors(
    p_account_id bigint,        -- the account
    p_now        timestamptz,   -- nothing later is used
    p_half_life  interval,      -- age at which a post counts half; null: the account's setting
    p_days       bandit_internal.learning_day[] default null   -- its posts, from days_in_memory; null: they are read
) returns bandit_internal.generator_posterior[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_series    constant integer := 256;   -- in standard_normals
    v_today     integer := floor(extract(epoch from p_now) / 86400);
    v_half_life interval;
    v_objective bandit_internal.objective;
    v_names     text[] := bandit_internal.remembered_generators(p_account_id, p_now);
    v_in_play   text[];
    v_days      bandit_internal.learning_day[];
    v_counts    bandit_internal.count_row[] := array[]::bandit_internal.count_row[];
    v_reported  bandit_internal.learning_day[];
    v_series    bandit_internal.draw_series[];
    v_rates     bandit_internal.posterior_rate[];
begin
    v_half_life := coalesce(p_half_life, (select s.half_life from bandit_internal.stg_settings as s where s.account_id = p_account_id));
    v_objective := bandit_internal.parse_objective((select s.objective from bandit_internal.stg_settings as s where s.account_id = p_account_id));

    v_in_play := array(
        select g.generator_name
        from bandit_internal.stg_generators as g
        where g.account_id = p_account_id
          and g.status in ('active', 'testing')
    );

    v_series := array(
        select row(n.series, n.draws)::bandit_internal.draw_series
        from bandit_internal.stg_standard_normals as n
        where n.series < cardinality(v_names)
           or (n.series + c_series / 2) % c_series < cardinality(v_names)
    );
    v_days := coalesce(p_days, bandit_internal.learning_days(p_account_id, bandit_internal.learning_memory(v_half_life), p_now));
    if not v_objective.is_own then
        v_counts := bandit_internal.count_rows(p_account_id, v_names, p_now);
    end if;
    if cardinality(v_counts) > 0 then
        v_reported := bandit_internal.learning_days(p_account_id, bandit_internal.learning_memory(v_half_life), p_now, 'reported');
    end if;
    v_rates := array(
        select r
        from bandit_internal.posterior_rates(
            v_names, v_days, v_today, extract(epoch from v_half_life) / 86400, v_objective.unit::double precision, v_counts, v_reported
        ) as r
    );
    return bandit_internal.compare_rates(v_rates, v_in_play, v_objective.is_per_post, v_series);
end
$function$;

comment on function bandit_internal.generator_posteriors(bigint, timestamptz, interval, bandit_internal.learning_day[]) is
    'Returns the posterior of every generator of the account, and for those in play the probability to be the best and the expected loss, by the account''s objective. Rates are values in the objective per 1000 of exposure, followers by default.';

revoke all on function bandit_internal.generator_posteriors(bigint, timestamptz, interval, bandit_internal.learning_day[]) from public;
grant execute on function bandit_internal.generator_posteriors(bigint, timestamptz, interval, bandit_internal.learning_day[]) to bandit_operator, bandit_reader;
