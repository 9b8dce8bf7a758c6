-- top_performers: the best generators by F/1K; those without any measurement come last.

create or replace function bandit.top_performers(
    p_n          integer     default 5,      -- how many, >= 0
    p_lookback   interval    default null,   -- window of posts; null: the account's setting
    p_now        timestamptz default null,   -- end of the window; null: clock()
    p_account_id bigint      default null    -- null: the current account
) returns table (
    generator_name text,
    f_per_1k       numeric,
    total_posts    bigint
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    select p.generator_name, p.f_per_1k, p.total_posts
    from bandit_internal.generator_totals(p_account_id, p_lookback, p_now) as p
    order by p.f_per_1k desc nulls last, p.total_posts desc, p.generator_name collate "C"
    limit p_n;
end
$function$;

comment on function bandit.top_performers(integer, interval, timestamptz, bigint) is
    'The best n generators by F/1K (followers per 1000 impressions), ties by measured posts, then name; unmeasured last.';

revoke all on function bandit.top_performers(integer, interval, timestamptz, bigint) from public;
grant execute on function bandit.top_performers(integer, interval, timestamptz, bigint) to bandit_operator, bandit_reader;
