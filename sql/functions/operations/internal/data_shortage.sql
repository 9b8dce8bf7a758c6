-- data_shortage: what the runs of an account lack, and until when.

create or replace function bandit_internal.data_shortage(
    p_account_id bigint,        -- the account
    p_posts      bigint,        -- measured posts that its last run found
    p_now        timestamptz    -- time of the check
) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_data record;
    v_pace numeric;
begin
    select s.min_posts, s.objective, case when p.learns_from = 'memory' then bandit_internal.learning_memory(s.half_life) else s.lookback end as span
    into v_data
    from bandit_internal.stg_settings as s
    join bandit_internal.stg_policies as p on p.policy = s.policy
    where s.account_id = p_account_id;

    v_pace := bandit_internal.posts_per_day(p_account_id, p_now, bandit_internal.parse_objective(v_data.objective));
    return bandit_internal.explain_shortage(p_posts, v_data.min_posts, v_data.span, v_pace, p_now);
end
$function$;

comment on function bandit_internal.data_shortage(bigint, bigint, timestamptz) is
    'Returns how many measured posts the last run found and how many it needs, and the day (UTC) on which there are enough at the pace of the last 7 days.';

revoke all on function bandit_internal.data_shortage(bigint, bigint, timestamptz) from public;
grant execute on function bandit_internal.data_shortage(bigint, bigint, timestamptz) to bandit_operator, bandit_reader;
