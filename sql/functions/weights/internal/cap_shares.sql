-- cap_shares: limits the shares of some scores.
--
-- If none of the others has a score, they share equally what is left to them.

create or replace function bandit_internal.cap_shares(
    p_scores    double precision[],   -- n scores, 0 or more
    p_is_capped boolean[],            -- n: whether the share is limited; without any other, none is
    p_cap       double precision      -- the largest share, above 0
) returns double precision[]
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_rounding constant double precision := 1e-9;   -- relative; a score at the cap is not above it
    v_scores   double precision[] := p_scores;
    v_held     boolean[] := array_fill(false, array[cardinality(p_scores)]);   -- those at the cap
    v_next     boolean[];
    v_total    double precision;
begin
    if not false = any (p_is_capped) or p_scores = '{}' then
        return p_scores;
    end if;

    if (select max(s.score) = 0 from unnest(p_scores, p_is_capped) as s (score, is_capped) where not s.is_capped) then
        v_scores := array(
            select case when s.is_capped then s.score else c_rounding * max(s.score) over () end
            from unnest(p_scores, p_is_capped) with ordinality as s (score, is_capped, place)
            order by s.place
        );
    end if;

    loop
        v_total := (
            select sum(s.score) filter (where not s.is_held) / (1 - p_cap * count(*) filter (where s.is_held))
            from unnest(v_scores, v_held) as s (score, is_held)
        );
        v_next := array(
            select s.is_held or (s.is_capped and s.score > p_cap * v_total * (1 + c_rounding))
            from unnest(v_scores, p_is_capped, v_held) with ordinality as s (score, is_capped, is_held, place)
            order by s.place
        );
        exit when v_next = v_held;
        v_held := v_next;
    end loop;

    return array(
        select case when s.is_held then p_cap * v_total else s.score end
        from unnest(v_scores, v_held) with ordinality as s (score, is_held, place)
        order by s.place
    );
end
$function$;

comment on function bandit_internal.cap_shares(double precision[], boolean[], double precision) is
    'Returns the scores, with those of limited share lowered to p_cap of the new sum where they were above it. Unchanged if all are limited. NULL for NULL.';

revoke all on function bandit_internal.cap_shares(double precision[], boolean[], double precision) from public;
grant execute on function bandit_internal.cap_shares(double precision[], boolean[], double precision) to bandit_operator, bandit_reader;
