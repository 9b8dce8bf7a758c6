-- gain_by_blocks: how much faster an account would learn from its counts in blocks of 18 hours.

create or replace function bandit_internal.gain_by_blocks(
    p_account_id bigint,                                  -- the account
    p_posteriors bandit_internal.generator_posterior[],   -- from generator_posteriors
    p_counts     bandit_internal.count_row[]              -- from count_rows
) returns double precision
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_hours    constant integer := 18;
    c_recent   constant integer := 28;   -- rows, a week of six hours
    v_settings record;
    v_weights  double precision[];
    v_posts    record;
begin
    select s.block_hours, bandit_internal.arrival_curve(s.follower_delay, s.follower_delay_deviation::double precision) as curve
    into v_settings
    from bandit_internal.stg_settings as s
    where s.account_id = p_account_id;
    if v_settings.block_hours > 0 then
        return null;
    end if;

    select array_agg(g.weight::double precision order by p.best_probability desc, p.generator_name collate "C")
    into v_weights
    from bandit_internal.stg_generators as g
    join unnest(p_posteriors) as p using (generator_name)
    where g.account_id = p_account_id
      and p.best_probability is not null;

    select sum(x.exposure) / sum(u.hours) as hourly, sum(x.squares) / sum(u.hours) * 6 as squares
    into v_posts
    from unnest(p_counts[greatest(cardinality(p_counts) - c_recent, 0) + 1 :]) as u
    cross join lateral (select sum(e.exposure) as exposure, sum(e.square) as squares from unnest(u.exposures, u.squares) as e (exposure, square)) as x;

    return bandit_internal.block_information(v_settings.curve, c_hours, v_weights, v_posts.hourly, v_posts.squares);
end
$function$;

comment on function bandit_internal.gain_by_blocks(bigint, bandit_internal.generator_posterior[], bandit_internal.count_row[]) is
    'Returns the factor by which blocks of 18 hours raise what counts tell about the two best generators, at the present weights and pace, see block_information. NULL: the account chooses in blocks already.';

revoke all on function bandit_internal.gain_by_blocks(bigint, bandit_internal.generator_posterior[], bandit_internal.count_row[]) from public;
grant execute on function bandit_internal.gain_by_blocks(bigint, bandit_internal.generator_posterior[], bandit_internal.count_row[]) to bandit_operator, bandit_reader;
