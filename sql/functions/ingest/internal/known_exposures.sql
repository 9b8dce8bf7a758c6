-- known_exposures: what the posts of an account usually reach.

create or replace function bandit_internal.known_exposures(
    p_account_id bigint   -- the account
) returns bigint[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return array(
        select greatest(p.impressions, p.views)
        from bandit_internal.int_posts as p
        where p.account_id = p_account_id
          and greatest(p.impressions, p.views) > 0
        order by p.posted_at desc
        limit 1000
    );
end
$function$;

comment on function bandit_internal.known_exposures(bigint) is
    'Returns the impressions, or views if these are more, of the latest 1000 measured posts of an account; empty: no post is measured.';

revoke all on function bandit_internal.known_exposures(bigint) from public;
