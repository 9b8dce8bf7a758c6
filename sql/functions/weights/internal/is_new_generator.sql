-- is_new_generator: whether a generator has too short a history to be judged.
--
-- Counts measured posts of the whole history, imports included, one by one from the newest that has metrics, and stops at the
-- limit: the cost does not grow with the history.

create or replace function bandit_internal.is_new_generator(
    p_account_id     bigint,        -- the account
    p_generator_name text,          -- canonical name
    p_max_posts      integer,       -- a generator with this many measured posts is not new, >= 0
    p_now            timestamptz    -- nothing known later is counted
) returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_instant constant interval := interval '1 microsecond';
    v_at      timestamptz := p_now + c_instant;
    v_posts   bigint := 0;
begin
    while v_posts < p_max_posts loop
        select p.posted_at
        into v_at
        from bandit_internal.int_posts as p
        where p.account_id = p_account_id
          and p.generator_name = p_generator_name
          and p.posted_at < v_at
          and p.known_at is not null
        order by p.posted_at desc
        limit 1;
        exit when not found;

        v_posts := v_posts + (
            select count(*)
            from bandit_internal.posts_as_of(p_account_id, v_at - c_instant, v_at, p_now) as p
            where p.generator_name = p_generator_name
              and p.exposure > 0
        );
    end loop;

    return v_posts < p_max_posts;
end
$function$;

comment on function bandit_internal.is_new_generator(bigint, text, integer, timestamptz) is
    'Returns whether a generator has fewer than p_max_posts measured posts (exposure > 0) in its whole history, as known at p_now.';

revoke all on function bandit_internal.is_new_generator(bigint, text, integer, timestamptz) from public;
grant execute on function bandit_internal.is_new_generator(bigint, text, integer, timestamptz) to bandit_operator, bandit_reader;
