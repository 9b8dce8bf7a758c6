-- explain_gain: the gain over the starting weights as a sentence.

create or replace function bandit_internal.explain_gain(
    p_posts    bigint,             -- columns of gain_over_start
    p_f_per_1k double precision,
    p_gain     double precision,
    p_low      double precision,
    p_high     double precision,
    p_warning  text
) returns text
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_signed constant text := 'FMSG9999999990.00';
begin
    return case
        when p_posts = 0 then 'no measured post has a recorded propensity yet'
        else format(
            'F/1K of the last %s posts was %s, a change of %s (%s to %s) from the estimate for the starting weights%s',
            p_posts, round(p_f_per_1k::numeric, 2), to_char(p_gain, c_signed), to_char(p_low, c_signed), to_char(p_high, c_signed),
            coalesce('; ' || p_warning, '')
        )
    end;
end
$function$;

comment on function bandit_internal.explain_gain(bigint, double precision, double precision, double precision, double precision, text) is
    'Returns one sentence on gain_over_start: F/1K, the gain with its 95 % interval, and the warning.';

revoke all on function bandit_internal.explain_gain(bigint, double precision, double precision, double precision, double precision, text) from public;
grant execute on function bandit_internal.explain_gain(bigint, double precision, double precision, double precision, double precision, text) to bandit_operator, bandit_reader;
