-- evidence_outlook: how long until the best generator is known.

create or replace function bandit.evidence_outlook(
    p_now        timestamptz default null,   -- null: clock(); nothing later is used
    p_account_id bigint      default null    -- null: the current account
) returns table (
    generator_name   text,
    best_probability double precision,
    posts_needed     bigint,
    days_needed      integer,
    sentence         text,
    basis            text,
    block_days       integer
)
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    c_known      constant double precision := 0.95;
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_objective  text := (select s.objective from bandit_internal.stg_settings as s where s.account_id = v_account_id);
    v_half_life  interval := (select s.half_life from bandit_internal.stg_settings as s where s.account_id = v_account_id);
    v_days       double precision := extract(epoch from v_half_life) / 86400;
    v_posteriors bandit_internal.generator_posterior[] := bandit_internal.generator_posteriors(v_account_id, v_now, null);
    v_posts      record;
    v_wanted     double precision;
    v_counts     bandit_internal.count_row[];
    v_fit        bandit_internal.count_fit;
    v_gain       double precision;
begin
    select r.weighted, r.per_day
    into v_posts
    from bandit_internal.remembered_posts(v_account_id, v_half_life, v_now) as r;

    select p.generator_name, p.best_probability
    into generator_name, best_probability
    from unnest(v_posteriors) as p
    where p.best_probability is not null
    order by p.best_probability desc, p.generator_name collate "C"
    limit 1;

    v_wanted := 0;
    if v_posts.weighted > 0 then
        v_wanted := v_posts.weighted * bandit_internal.evidence_factor(bandit_internal.contenders(v_posteriors, array(
            select p.generator_name from unnest(v_posteriors) as p where p.best_probability is not null
        )), c_known);
        days_needed := ceil(bandit_internal.days_until(v_wanted, v_posts.weighted, v_posts.per_day, v_days));
    end if;
    posts_needed := ceil(days_needed * v_posts.per_day);
    sentence := bandit_internal.describe_outlook(
        generator_name, best_probability, c_known, v_wanted, bandit_internal.most_remembered(v_posts.per_day, v_days), v_posts.per_day, days_needed,
        case when (bandit_internal.parse_objective(v_objective)).is_own then 'all metrics of the objective' else 'known followers' end
    );

    if not (bandit_internal.parse_objective(v_objective)).is_own then
        v_counts := bandit_internal.count_rows(v_account_id, bandit_internal.remembered_generators(v_account_id, v_now), v_now);
    end if;
    if cardinality(v_counts) > 0 then
        v_fit := bandit_internal.fit_counts(v_counts, floor(extract(epoch from v_now) / 86400)::integer);
        basis := bandit_internal.describe_counts(v_counts, v_fit);
        v_gain := bandit_internal.gain_by_blocks(v_account_id, v_posteriors, v_counts);
        block_days := ceil(bandit_internal.days_until(
            v_posts.weighted + (v_wanted - v_posts.weighted) / v_gain, v_posts.weighted, v_posts.per_day, v_days
        ));
        if days_needed is distinct from 0 and block_days < coalesce(days_needed, 10000) then
            sentence := format('%s; in blocks of 18 hours (setting block_hours) it would take about %s days', sentence, block_days);
        end if;
    end if;
    return next;
end
$function$;

comment on function bandit.evidence_outlook(timestamptz, bigint) is
    'Returns the generator that is most probably the best, its probability (0 to 1), and the number of posts, and of days at the pace of the last 7 days, until the best one is expected to be known with 0.95: as many times the present data as that takes if the means stay. 0: it is known. NULL: not in sight, for the reason in the sentence. basis: how followers are known, where they are known from counts only (else NULL); block_days: the days that it would take if posts were written in blocks of 18 hours (NULL: not in sight, or already so). Unknown account: WT001.';

revoke all on function bandit.evidence_outlook(timestamptz, bigint) from public;
grant execute on function bandit.evidence_outlook(timestamptz, bigint) to bandit_operator, bandit_reader;
