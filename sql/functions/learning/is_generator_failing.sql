-- is_generator_failing: whether a generator gains nobody, or loses some, although it was tried often enough.

create or replace function bandit.is_generator_failing(
    p_generator_name text,                       -- in any spelling
    p_lookback       interval    default null,   -- window of posts; null: the account's setting
    p_now            timestamptz default null,   -- end of the window; null: clock()
    p_account_id     bigint      default null    -- null: the current account
) returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_generator_name text := bandit.canonical_generator(p_generator_name, p_account_id);
begin
    return (
        select p.tier = 'failing'
        from bandit_internal.generator_totals(p_account_id, p_lookback, p_now) as p
        where p.generator_name = v_generator_name
    );
end
$function$;

comment on function bandit.is_generator_failing(text, interval, timestamptz, bigint) is
    'True for F/1K <= 0 with at least failing_min_posts measured posts in the window. Unknown generator: WT002.';

revoke all on function bandit.is_generator_failing(text, interval, timestamptz, bigint) from public;
grant execute on function bandit.is_generator_failing(text, interval, timestamptz, bigint) to bandit_operator, bandit_reader;
