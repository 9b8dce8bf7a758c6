-- describe_change: one sentence on a change point.

create or replace function bandit_internal.describe_change(
    p_generator_name text,               -- null: the whole account
    p_measure        text,               -- f_per_1k, value_per_1k or exposure_per_post
    p_before         double precision,   -- in the units of the measure
    p_after          double precision,   -- in the same units
    p_size           double precision    -- ratio to the expected level
) returns text
language sql
immutable
parallel safe
as $function$
    select format(
        '%s went from %s to %s %s, %s',
        coalesce(p_generator_name, 'the account'),
        round(p_before::numeric, case p_measure when 'exposure_per_post' then 0 else 2 end),
        round(p_after::numeric, case p_measure when 'exposure_per_post' then 0 else 2 end),
        case p_measure
            when 'f_per_1k'     then 'followers per 1000 of exposure'
            when 'value_per_1k' then 'of the objective per 1000 of exposure'
            else 'of exposure per post'
        end,
        case
            when p_generator_name is null then 'with all generators'
            else format('a factor of %s relative to the other generators', round(p_size::numeric, 2))
        end
    )
$function$;

comment on function bandit_internal.describe_change(text, text, double precision, double precision, double precision) is
    'Returns one sentence on a change point: which generator or the account, the level before and after, and the size.';

revoke all on function bandit_internal.describe_change(text, text, double precision, double precision, double precision) from public;
grant execute on function bandit_internal.describe_change(text, text, double precision, double precision, double precision) to bandit_operator, bandit_reader;
