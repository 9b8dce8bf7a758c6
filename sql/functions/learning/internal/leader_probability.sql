-- leader_probability: how probable it would be that the leader is the best, with more data of the same kind.
--
-- With k times the data and the same means, the shape and the exposure of each gamma posterior are k times as large, and the
-- standard error of its value is divided by the square root of k.

create or replace function bandit_internal.leader_probability(
    p_contenders bandit_internal.contender[],   -- the generators that are compared
    p_factor     double precision               -- k, above 0
) returns double precision
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_draws constant integer := 100;
begin
    return (
        select max(b.best_probability)
        from bandit_internal.best_probabilities(array(
            select
                row(c.generator_name, c.shape * p_factor, c.exposure_1k * p_factor, c.log_value, c.standard_error / sqrt(p_factor),
                    c.rate_draws[:c_draws], c.value_draws[:c_draws])::bandit_internal.contender
            from unnest(p_contenders) as c
        )) as b
    );
end
$function$;

comment on function bandit_internal.leader_probability(bandit_internal.contender[], double precision) is
    'Returns the largest probability to be the best that a generator would have with p_factor times the data and the same means. NULL: there is no generator.';

revoke all on function bandit_internal.leader_probability(bandit_internal.contender[], double precision) from public;
grant execute on function bandit_internal.leader_probability(bandit_internal.contender[], double precision) to bandit_operator, bandit_reader;
