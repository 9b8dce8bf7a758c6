-- bottom_performers: the worst generators by F/1K.

create or replace function bandit.bottom_performers(
    p_n          integer     default 3,      -- how many, >= 0
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
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_totals     bandit_internal.generator_total[] := array(
        select t from bandit_internal.totals_in_play(v_account_id, p_lookback, v_now) as t
    );
begin
    return query
    select r.generator_name, r.f_per_1k, r.total_posts
    from bandit_internal.rank_generators(v_totals) as r
    where r.bottom_place <= p_n
    order by r.bottom_place;
end
$function$;

comment on function bandit.bottom_performers(integer, interval, timestamptz, bigint) is
    'Returns the worst n active and testing generators by F/1K (followers per 1000 of the exposure measure), or by the value in an objective of one''s own; ties by measured posts, then name; unmeasured ones last. Unknown account: WT001. A lookback of 0 or less: WT004.';

revoke all on function bandit.bottom_performers(integer, interval, timestamptz, bigint) from public;
grant execute on function bandit.bottom_performers(integer, interval, timestamptz, bigint) to bandit_operator, bandit_reader;
