-- find_step: the one step that the evidence allows.
--
-- A step leads to a neighbouring value of the present policy's setting, or to another policy as it is set. Of those with
-- evidence and a gain of at least a hundredth, the one that surely gains most: candidates that do much the same would else be
-- told apart by chance some day. On a day (UTC) on which one of these settings was changed, by whomever, there is none.

create or replace function bandit_internal.find_step(
    p_account_id bigint,        -- the account
    p_compared   jsonb,         -- array of the rows of compare_candidates
    p_now        timestamptz    -- time of the step
) returns table (
    candidate text,
    key       text,
    old_value text,
    new_value text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_min_posts constant integer := 100;
    c_min_gain  constant double precision := 0.01;
begin
    return query
    with compared as (
        select c.*
        from jsonb_to_recordset(p_compared) as c (
            candidate text, policy text, setting text, setting_value text, is_present boolean, is_next boolean, posts bigint,
            value double precision, difference double precision, low double precision, warning text
        )
    ),
    steps as (
        select
            c.candidate,
            case when c.policy = p.policy then c.setting else 'policy' end as key,
            case when c.policy = p.policy then p.setting_value else p.policy end as old_value,
            case when c.policy = p.policy then c.setting_value else c.policy end as new_value,
            c.low
        from compared as c
        join compared as p on p.is_present
        where c.is_next
          and c.low > 0
          and c.difference >= c_min_gain * abs(p.value)
          and c.posts >= c_min_posts
          and c.warning is null
    )
    select s.candidate, s.key, s.old_value, s.new_value
    from steps as s
    where not exists (
        select 1
        from bandit_internal.stg_events as e
        where e.account_id = p_account_id
          and e.kind = 'setting'
          and e.detail ->> 'key' in (select c.setting from compared as c union all select 'policy')
          and e.event_at >= date_trunc('day', p_now)
          and e.event_at <= p_now
    )
    order by s.low desc, s.candidate
    limit 1;
end
$function$;

comment on function bandit_internal.find_step(bigint, jsonb, timestamptz) is
    'The step of tuning, at most one row: which setting (key) goes from which value to which. It takes 100 posts, no warning, a difference of 1 % of the value, and an interval above 0. Internal.';

revoke all on function bandit_internal.find_step(bigint, jsonb, timestamptz) from public;
