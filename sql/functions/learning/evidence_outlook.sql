-- evidence_outlook: how long until the best generator is known.

create or replace function bandit.evidence_outlook(
    p_now        timestamptz default null,   -- null: clock(); nothing later is used
    p_account_id bigint      default null    -- null: the current account
) returns table (
    generator_name   text,
    best_probability double precision,
    posts_needed     bigint,
    days_needed      integer,
    reason           text
)
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    c_known      constant double precision := 0.95;
    c_days       constant integer := 7;   -- whose posts give the present pace
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_half_life  interval := (select s.half_life from bandit_internal.stg_settings as s where s.account_id = v_account_id);
    v_days       double precision := extract(epoch from v_half_life) / 86400;
    v_posteriors bandit_internal.generator_posterior[] := bandit_internal.generator_posteriors(v_account_id, v_now, null);
    v_weighted   double precision;
    v_per_day    double precision;
    v_factor     double precision;
begin
    select
        coalesce(sum(bandit_internal.forgetting_weight(extract(epoch from v_now - p.posted_at) / 86400, v_days) order by p.posted_at), 0),
        count(*) filter (where p.posted_at > v_now - c_days * interval '1 day') / c_days::double precision
    into v_weighted, v_per_day
    from bandit_internal.posts_as_of(v_account_id, v_now - bandit_internal.learning_memory(v_half_life), v_now, v_now) as p
    where p.exposure > 0
      and p.followers_gained is not null;

    select p.generator_name, p.best_probability
    into generator_name, best_probability
    from unnest(v_posteriors) as p
    order by p.best_probability desc nulls last, p.generator_name collate "C"
    limit 1;

    v_factor := bandit_internal.evidence_factor(bandit_internal.contenders(v_posteriors, array(
        select p.generator_name from unnest(v_posteriors) as p where p.best_probability is not null
    )), c_known);
    days_needed := ceil(bandit_internal.days_until(v_factor * v_weighted, v_weighted, v_per_day, v_days));
    posts_needed := ceil(days_needed * v_per_day);
    reason := case
        when best_probability is null then 'the account has no generator in play'
        when v_weighted = 0           then 'no post with known followers was measured'
        when v_factor is null         then 'the generators are too alike to tell them apart'
        when days_needed is null      then format('at %s posts a day the policy remembers too few posts', round(v_per_day::numeric, 1))
    end;
    if reason is not null then
        posts_needed := null;
        days_needed := null;
    end if;
    return next;
end
$function$;

comment on function bandit.evidence_outlook(timestamptz, bigint) is
    'Returns the generator that is most probably the best, its probability (0 to 1), and the number of posts, and of days at the pace of the last 7 days, until the best one is expected to be known with 0.95: as many times the present data as that takes if the means stay. 0: it is known. NULL: not in sight, for the reason. Unknown account: WT001.';

revoke all on function bandit.evidence_outlook(timestamptz, bigint) from public;
grant execute on function bandit.evidence_outlook(timestamptz, bigint) to bandit_operator, bandit_reader;
