-- delay_curve: the shares of a post's followers and impressions that have arrived by an age.
--
-- Chain ladder (Mack 1993; insurers complete claims that are reported late in this way): in buckets of 6 hours up to 7 days, the
-- factor from one age to the next is the ratio of successive sums over the account's own readings of the last 14 days; the
-- share that has arrived by an age is one over the product of the factors from there on. A weak default curve is added to the
-- sums as pseudo-data worth 20 followers and 20,000 impressions, so that an account without readings has that curve. Between
-- two readings more than a bucket apart, a post is taken to grow as the default curve does. If there are more than 150 posts,
-- 150 are read, chosen by a hash of their ids, so that the curve does not jump from run to run.

create or replace function bandit_internal.delay_curve(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- nothing known later is used
) returns table (
    age_bucket        integer,
    share_of_followers   double precision,
    share_of_impressions double precision
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_pseudo constant double precision := 20;
    c_posts  constant integer := 150;
    v_since  timestamptz := p_now - interval '14 days';
begin
    return query
    with sampled as (
        select d.decision_id
        from bandit_internal.stg_decisions as d
        where d.account_id = p_account_id
          and d.status = 'posted'
          and d.posted_at > v_since
          and d.posted_at <= p_now
        order by uuid_hash(d.decision_id), d.decision_id
        limit c_posts
    ),
    readings as (
        select
            r.decision_id,
            r.age_bucket,
            max(r.followers_gained) as followers,
            max(r.impressions) as impressions
        from sampled as s
        join bandit_internal.int_young_readings as r
            on r.account_id = p_account_id
           and r.decision_id = s.decision_id
        where r.known_at <= p_now
        group by r.decision_id, r.age_bucket
    ),
    steps as (
        select
            r.*,
            lead(r.age_bucket) over later as next_bucket,
            lead(r.followers) over later as next_followers,
            lead(r.impressions) over later as next_impressions
        from readings as r
        window later as (partition by r.decision_id order by r.age_bucket)
    ),
    pairs as (
        select
            s.age_bucket,
            s.next_bucket,
            sum(s.followers)::double precision as followers,   -- exact sums, in whatever order the posts come
            sum(s.next_followers)::double precision as next_followers,
            sum(s.impressions)::double precision / 1000 as impressions,
            sum(s.next_impressions)::double precision / 1000 as next_impressions
        from steps as s
        where s.next_bucket is not null
        group by s.age_bucket, s.next_bucket
    ),
    grown as (
        select
            d.age_bucket,
            sum(p.followers + (p.next_followers - p.followers) * (d.share_of_followers - f.share_of_followers) / (t.share_of_followers - f.share_of_followers) order by p.age_bucket, p.next_bucket) as followers,
            sum(p.followers + (p.next_followers - p.followers) * (n.share_of_followers - f.share_of_followers) / (t.share_of_followers - f.share_of_followers) order by p.age_bucket, p.next_bucket) as next_followers,
            sum(p.impressions + (p.next_impressions - p.impressions) * (d.share_of_impressions - f.share_of_impressions) / (t.share_of_impressions - f.share_of_impressions) order by p.age_bucket, p.next_bucket) as impressions,
            sum(p.impressions + (p.next_impressions - p.impressions) * (n.share_of_impressions - f.share_of_impressions) / (t.share_of_impressions - f.share_of_impressions) order by p.age_bucket, p.next_bucket) as next_impressions
        from pairs as p
        join bandit_internal.stg_default_delays as f on f.age_bucket = p.age_bucket
        join bandit_internal.stg_default_delays as t on t.age_bucket = p.next_bucket
        join bandit_internal.stg_default_delays as d on d.age_bucket between p.age_bucket and p.next_bucket - 1
        join bandit_internal.stg_default_delays as n on n.age_bucket = d.age_bucket + 1
        group by d.age_bucket
    ),
    factors as (
        select
            d.age_bucket,
            greatest(1, (coalesce(g.next_followers, 0) + c_pseudo * n.share_of_followers) / greatest(coalesce(g.followers, 0) + c_pseudo * d.share_of_followers, 1e-6)) as share_of_followers,
            greatest(1, (coalesce(g.next_impressions, 0) + c_pseudo * n.share_of_impressions) / (coalesce(g.impressions, 0) + c_pseudo * d.share_of_impressions)) as share_of_impressions
        from bandit_internal.stg_default_delays as d
        join bandit_internal.stg_default_delays as n on n.age_bucket = d.age_bucket + 1
        left join grown as g on g.age_bucket = d.age_bucket
    )
    select
        d.age_bucket,
        exp(-coalesce(sum(ln(f.share_of_followers)) over onwards, 0)),
        exp(-coalesce(sum(ln(f.share_of_impressions)) over onwards, 0))
    from bandit_internal.stg_default_delays as d
    left join factors as f on f.age_bucket = d.age_bucket
    window onwards as (order by d.age_bucket desc);
end
$function$;

comment on function bandit_internal.delay_curve(bigint, timestamptz) is
    'Returns the share (0 to 1) of the followers and of the impressions of the first 7 days that a post has by an age, in buckets of 6 hours (1 to 28): chain ladder on the readings of up to 150 of the account''s posts, with a default curve as pseudo-data (Mack 1993).';

revoke all on function bandit_internal.delay_curve(bigint, timestamptz) from public;
grant execute on function bandit_internal.delay_curve(bigint, timestamptz) to bandit_operator, bandit_reader;
