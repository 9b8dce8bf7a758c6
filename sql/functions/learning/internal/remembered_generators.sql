-- remembered_generators: the generators whose posts are learned from.

create or replace function bandit_internal.remembered_generators(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- one that was retired later counts
) returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return array(
        select g.generator_name
        from bandit_internal.stg_generators as g
        where g.account_id = p_account_id
          and (g.status <> 'retired' or g.last_updated > p_now)
        order by g.generator_name collate "C"
    );
end
$function$;

comment on function bandit_internal.remembered_generators(bigint, timestamptz) is
    'Returns the names of the generators that were not retired at p_now, in byte order.';

revoke all on function bandit_internal.remembered_generators(bigint, timestamptz) from public;
grant execute on function bandit_internal.remembered_generators(bigint, timestamptz) to bandit_operator, bandit_reader;
