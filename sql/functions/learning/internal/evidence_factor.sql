-- evidence_factor: how many times the present data it takes until the best generator is known.
--
-- Bisection of the logarithm of the factor, to 0.03. It is an expectation: the means will move, and generators that are chosen
-- rarely learn more slowly.

create or replace function bandit_internal.evidence_factor(
    p_contenders  bandit_internal.contender[],   -- the generators that are compared
    p_probability double precision               -- the probability to be the best that the leader is to reach
) returns double precision
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_most  constant double precision := 1024;
    c_steps constant integer := 8;
    v_low   double precision := 0;   -- logarithms of factors: too little data,
    v_high  double precision := ln(c_most);   -- and enough
    v_mid   double precision;
begin
    if bandit_internal.leader_probability(p_contenders, 1) >= p_probability then
        return 1;
    elsif (bandit_internal.leader_probability(p_contenders, c_most) >= p_probability) is not true then
        return null;
    end if;

    for v_step in 1 .. c_steps loop
        v_mid := (v_low + v_high) / 2;
        if bandit_internal.leader_probability(p_contenders, exp(v_mid)) >= p_probability then
            v_high := v_mid;
        else
            v_low := v_mid;
        end if;
    end loop;
    return exp(v_high);
end
$function$;

comment on function bandit_internal.evidence_factor(bandit_internal.contender[], double precision) is
    'Returns the factor, 1 to 1024, by which the data of all generators must grow until one is the best with p_probability, their means unchanged. 1: it is so already. NULL: not even with 1024 times the data, or there is no generator.';

revoke all on function bandit_internal.evidence_factor(bandit_internal.contender[], double precision) from public;
grant execute on function bandit_internal.evidence_factor(bandit_internal.contender[], double precision) to bandit_operator, bandit_reader;
