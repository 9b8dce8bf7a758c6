-- posts_for_lift: how many posts of an arm are missing until a lift of a given size would show.
--
-- The logarithm of the ratio of two rates has the variance d / n1 + d / n2, n1 and n2 being the events of the two sides and d the
-- dispersion. A lift shows, with a power of 80 % at a one-sided level of 5 %, if its logarithm is z(0.95) + z(0.80) = 2.4865
-- standard errors. A post of the arm comes with s2 / s1 posts of control, s1 and s2 being the shares; if each brings m events,
-- they add m / (d (1 + s1 / s2)) to the precision, the inverse of the variance.

create or replace function bandit_internal.posts_for_lift(
    p_lift          numeric,   -- the lift, above 0
    p_count         numeric,   -- events of the arm so far
    p_control_count numeric,   -- events of control so far
    p_dispersion    numeric,   -- variance of the events over that of a Poisson count, at least 1
    p_per_post      numeric,   -- events expected of one post, above 0
    p_share         numeric,   -- share of the arm, above 0
    p_control_share numeric    -- share of control, above 0
) returns bigint
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_z      constant double precision := 2.486475;
    c_most   constant double precision := 1e12;
    v_needed double precision := (c_z / ln(1 + p_lift::double precision)) ^ 2;
    v_have   double precision := 0;
    v_a_post double precision := p_per_post / nullif(p_dispersion * (1 + p_share / nullif(p_control_share, 0)), 0);
begin
    if p_count > 0 and p_control_count > 0 then
        v_have := p_count * p_control_count / (p_dispersion * (p_count + p_control_count));
    end if;
    return case when v_a_post > 0 then least(greatest(ceil((v_needed - v_have) / v_a_post), 0), c_most) end;
end
$function$;

comment on function bandit_internal.posts_for_lift(numeric, numeric, numeric, numeric, numeric, numeric, numeric) is
    'Returns the number of posts of the arm that are missing until a lift (0.2: twenty percent more) shows with a power of 80 % at a one-sided level of 5 %: (((z(0.95) + z(0.80)) / ln(1 + lift))^2 - n1 n2 / (d (n1 + n2))) d (1 + s1 / s2) / m, at least 0. NULL for NULL, or if no events are expected. Source: Gu, Ng, Tang and Schucany, Testing the ratio of two Poisson rates, Biometrical Journal 2008.';

revoke all on function bandit_internal.posts_for_lift(numeric, numeric, numeric, numeric, numeric, numeric, numeric) from public;
grant execute on function bandit_internal.posts_for_lift(numeric, numeric, numeric, numeric, numeric, numeric, numeric) to bandit_operator, bandit_reader;
