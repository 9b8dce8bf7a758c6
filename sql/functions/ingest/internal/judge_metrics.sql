-- judge_metrics: rejects the implausible rows of a batch.

create or replace function bandit_internal.judge_metrics(
    p_rows    bandit_internal.metrics_row[],   -- from match_posts
    p_largest numeric                          -- largest plausible number of impressions; null: not needed
) returns bandit_internal.metrics_row[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        with judged as materialized (
            select r as reading, case when r.reason is null then bandit_internal.explain_implausible(r, p_largest) end as problem
            from unnest(p_rows) as r
        )
        select array_agg(case
            when j.problem is null then j.reading
            else row(
                (j.reading).row_index, (j.reading).decision_id, (j.reading).tweet_id, (j.reading).is_known, (j.reading).posted_at,
                (j.reading).collected_at, (j.reading).metrics, (j.reading).stored, (j.reading).unavailable, j.problem[1], j.problem[2],
                (j.reading).carried_impressions
            )::bandit_internal.metrics_row
        end)
        from judged as j
    );
end
$function$;

comment on function bandit_internal.judge_metrics(bandit_internal.metrics_row[], numeric) is
    'Returns the rows with the reason for each implausible one, see explain_implausible. NULL: there is no row.';

revoke all on function bandit_internal.judge_metrics(bandit_internal.metrics_row[], numeric) from public;
