-- unseen_generators: generators that a policy would have chosen and nobody did.

create or replace function bandit_internal.unseen_generators(
    p_account_id bigint,        -- the account
    p_policy     text,          -- see policy_course
    p_weights    jsonb,         -- see policy_course
    p_from       timestamptz,   -- see logged_posts
    p_to         timestamptz,   -- see logged_posts
    p_now        timestamptz    -- nothing known later is used
) returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return array(
        select w.key
        from bandit_internal.policy_course(p_account_id, p_policy, p_weights, p_from, p_to) as c
        cross join lateral jsonb_each_text(c.weights) as w
        where w.value::numeric > 0
        except
        select p.generator_name
        from bandit_internal.logged_posts(p_account_id, p_from, p_to, p_now) as p
        order by 1
    );
end
$function$;

comment on function bandit_internal.unseen_generators(bigint, text, jsonb, timestamptz, timestamptz, timestamptz) is
    'Generators with a weight above 0 in the window that none of its logged posts is of: no estimate knows their worth.';

revoke all on function bandit_internal.unseen_generators(bigint, text, jsonb, timestamptz, timestamptz, timestamptz) from public;
grant execute on function bandit_internal.unseen_generators(bigint, text, jsonb, timestamptz, timestamptz, timestamptz) to bandit_operator, bandit_reader;
