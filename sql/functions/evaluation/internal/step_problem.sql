-- step_problem: why a candidate is no step of tuning.
--
-- Candidates of nearly the same value would be told apart by chance some day, so a step needs a gain of at least a hundredth.

create or replace function bandit_internal.step_problem(
    p_next    bandit_internal.candidate_comparison,   -- row of compare_candidates
    p_present   bandit_internal.candidate_comparison    -- the row of the present candidate
) returns text
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_min_posts constant integer := 100;
    c_min_gain  constant double precision := 0.01;
    c_signed    constant text := 'FMSG9999999990.000';
begin
    return case
        when p_next.is_next is not true
            then 'one step of tuning does not lead there'
        when p_next.posts < c_min_posts
            then format('there are %s posts to compare on, under %s', p_next.posts, c_min_posts)
        when p_next.warning is not null
            then p_next.warning
        when (p_next.low > 0 and p_next.difference >= c_min_gain * abs(p_present.value)) is not true
            then format('the change would be %s (%s to %s) on %s posts', to_char(p_next.difference::numeric, c_signed),
                        to_char(p_next.low::numeric, c_signed), to_char(p_next.high::numeric, c_signed), p_next.posts)
    end;
end
$function$;

comment on function bandit_internal.step_problem(bandit_internal.candidate_comparison, bandit_internal.candidate_comparison) is
    'Returns why a candidate is no step of tuning: not next to the present one, under 100 posts, a warning, a difference under 1 % of the present value, or an interval that is not above 0. NULL: it is a step.';

revoke all on function bandit_internal.step_problem(bandit_internal.candidate_comparison, bandit_internal.candidate_comparison) from public;
grant execute on function bandit_internal.step_problem(bandit_internal.candidate_comparison, bandit_internal.candidate_comparison) to bandit_operator, bandit_reader;
