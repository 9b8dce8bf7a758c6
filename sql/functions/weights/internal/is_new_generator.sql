-- is_new_generator: whether a generator has too short a history to be judged.
--
-- Counts measured posts of the whole history, imports included, from the newest on, in windows that double, and stops at the
-- limit or at the first post of the generator: the cost does not grow with a measured history.

create or replace function bandit_internal.is_new_generator(
    p_account_id     bigint,        -- the account
    p_generator_name text,          -- canonical name
    p_max_posts      integer,       -- this many measured posts end the newness, >= 0
    p_now            timestamptz    -- nothing known later is counted
) returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_first_at timestamptz;
    v_span     interval := interval '7 days';
    v_from     timestamptz := p_now;
    v_to       timestamptz;
    v_posts    bigint := 0;
begin
    select min(d.posted_at)
    into v_first_at
    from bandit_internal.stg_decisions as d
    where d.account_id = p_account_id
      and d.generator_name = p_generator_name
      and d.status = 'posted';

    while v_posts < p_max_posts and v_from >= v_first_at loop
        v_to := v_from;
        v_from := p_now - v_span;
        v_span := 2 * v_span;
        v_posts := v_posts + (
            select count(*)
            from bandit_internal.posts_as_of(p_account_id, v_from, v_to, p_now) as p
            where p.generator_name = p_generator_name
              and p.exposure > 0
        );
    end loop;

    return v_posts < p_max_posts;
end
$function$;

comment on function bandit_internal.is_new_generator(bigint, text, integer, timestamptz) is
    'Returns true while a generator has fewer than p_max_posts measured posts (exposure > 0) in its whole history, as known at p_now. Internal.';

revoke all on function bandit_internal.is_new_generator(bigint, text, integer, timestamptz) from public;
grant execute on function bandit_internal.is_new_generator(bigint, text, integer, timestamptz) to bandit_operator, bandit_reader;
