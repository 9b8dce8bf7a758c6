-- is_generator_failing: whether a generator gains no followers although it was tried often enough.

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
    v_account_id     bigint := bandit_internal.resolve_account(p_account_id);
    v_now            timestamptz := bandit_internal.resolve_now(p_now);
    v_generator_name text := bandit_internal.find_generator(v_account_id, p_generator_name);
begin
    return (
        select t.tier = 'failing'
        from bandit_internal.generator_totals(v_account_id, p_lookback, v_now) as t
        where t.generator_name = v_generator_name
    );
end
$function$;

comment on function bandit.is_generator_failing(text, interval, timestamptz, bigint) is
    'Returns whether the tier of a generator is failing: F/1K <= 0 with at least failing_min_posts measured posts in the window. Unknown account: WT001. Unknown generator: WT002. A lookback of 0 or less: WT004.';

revoke all on function bandit.is_generator_failing(text, interval, timestamptz, bigint) from public;
grant execute on function bandit.is_generator_failing(text, interval, timestamptz, bigint) to bandit_operator, bandit_reader;
