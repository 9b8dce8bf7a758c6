-- explain_gain: what the system has gained, as a sentence.

create or replace function bandit_internal.explain_gain(
    p_posts    bigint,             -- as gain_over_start has it, and so on
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
begin
    return case
        when p_posts = 0 then 'no post that was chosen here is measured yet'
        else format(
            'F/1K of the last %s posts was %s; against what the starting weights would have brought that is %s more (%s to %s)%s',
            p_posts, round(p_f_per_1k::numeric, 2), round(p_gain::numeric, 2), round(p_low::numeric, 2), round(p_high::numeric, 2),
            coalesce('; ' || p_warning, '')
        )
    end;
end
$function$;

comment on function bandit_internal.explain_gain(bigint, double precision, double precision, double precision, double precision, text) is
    'One sentence on gain_over_start: F/1K, the gain and its 95 % interval, and what stands against it.';

revoke all on function bandit_internal.explain_gain(bigint, double precision, double precision, double precision, double precision, text) from public;
grant execute on function bandit_internal.explain_gain(bigint, double precision, double precision, double precision, double precision, text) to bandit_operator, bandit_reader;
