-- is_new_generator: whether a generator has too short a history to be judged.
--
-- Counts measured posts of the whole history, imports included, from the first on, and stops at the limit: the cost does
-- not grow with a measured history. One plan serves all calls, since it is called for every generator of every run.

create or replace function bandit_internal.is_new_generator(
    p_account_id     bigint,        -- the account
    p_generator_name text,          -- canonical name
    p_max_posts      integer,       -- this many measured posts end the newness, >= 0
    p_now            timestamptz    -- nothing later is counted
) returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $function$
begin
    return (
        select count(*) < p_max_posts
        from (
            select
            from bandit_internal.int_posts as p
            where p.account_id = p_account_id
              and p.generator_name = p_generator_name
              and p.posted_at <= p_now
              and case
                  when p.known_at <= p_now then p.exposure
                  when p.known_at > p_now  then (bandit_internal.reading_at(p.account_id, p.decision_id, p_now)).exposure
              end > 0
            order by p.posted_at
            limit p_max_posts
        ) as first_posts
    );
end
$function$;

comment on function bandit_internal.is_new_generator(bigint, text, integer, timestamptz) is
    'True while a generator has fewer than p_max_posts measured posts (exposure > 0) in its whole history up to p_now.';

revoke all on function bandit_internal.is_new_generator(bigint, text, integer, timestamptz) from public;
grant execute on function bandit_internal.is_new_generator(bigint, text, integer, timestamptz) to bandit_operator, bandit_reader;
