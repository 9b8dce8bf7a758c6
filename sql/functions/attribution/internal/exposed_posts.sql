-- exposed_posts: the posts among which the gains of an account are divided, with the exposure that they have in the end.
--
-- Posts with reported followers are left out, as their followers are taken off the gains.

create or replace function bandit_internal.exposed_posts(
    p_account_id bigint,               -- the account
    p_since      timestamptz,          -- posts published later than this
    p_now        timestamptz,          -- nothing known later is used
    p_shares     double precision[]    -- share of the impressions that have arrived, by age in buckets of 6 hours; null: all have
) returns bandit_internal.exposed_post[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return array(
        select row(
            coalesce(p.generator_name, ''),
            extract(epoch from p.posted_at)::double precision,
            p.exposure / 1000.0::double precision / coalesce(
                case
                    when p.known_at > p.posted_at and p.collected_at < p.posted_at + interval '7 days'
                        then p_shares[bandit_internal.age_bucket(p.collected_at - p.posted_at)]
                end,
                1
            )
        )::bandit_internal.exposed_post
        from bandit_internal.posts_as_of(p_account_id, p_since, p_now, p_now) as p
        where p.followers_source is distinct from 'reported'
        order by p.posted_at, p.decision_id   -- sums depend on it, in their last digits
    );
end
$function$;

comment on function bandit_internal.exposed_posts(bigint, timestamptz, timestamptz, double precision[]) is
    'Returns the posts without reported followers and their exposure in thousands, e = exposure / cI(age), cI the share of the impressions that have arrived; NULL: not measured.';

revoke all on function bandit_internal.exposed_posts(bigint, timestamptz, timestamptz, double precision[]) from public;
grant execute on function bandit_internal.exposed_posts(bigint, timestamptz, timestamptz, double precision[]) to bandit_operator, bandit_reader;
