-- describe_counts: where the followers come from that an account learns from, as a sentence.

create or replace function bandit_internal.describe_counts(
    p_rows bandit_internal.count_row[],   -- from count_rows
    p_fit  bandit_internal.count_fit      -- from fit_counts
) returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_doubt constant double precision := 0.5;
begin
    return (
        select format(
            'followers are known from %s intervals between counts of the account; it gains %s a day without posts, posts win %s times as much as usual, and %s',
            count(*), round((p_fit.base * 24)::numeric, 1), round(p_fit.levels[cardinality(p_fit.levels)]::numeric, 2),
            case count(*) filter (where i.belief < c_doubt) when 0 then 'no interval is in doubt' when 1 then '1 interval is in doubt'
                else format('%s intervals are in doubt', count(*) filter (where i.belief < c_doubt)) end
        )
        from unnest(p_fit.beliefs) as i (belief)
    );
end
$function$;

comment on function bandit_internal.describe_counts(bandit_internal.count_row[], bandit_internal.count_fit) is
    'Returns a sentence with the number of intervals, the base a day, the level of the last day and the number of intervals believed by less than half.';

revoke all on function bandit_internal.describe_counts(bandit_internal.count_row[], bandit_internal.count_fit) from public;
grant execute on function bandit_internal.describe_counts(bandit_internal.count_row[], bandit_internal.count_fit) to bandit_operator, bandit_reader;
