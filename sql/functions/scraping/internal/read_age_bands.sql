-- read_age_bands: the scraping schedule of an account.

create or replace function bandit_internal.read_age_bands(
    p_account_id bigint   -- the account
) returns bandit_internal.age_band[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return array(
        select row(b.until_age, b.every, b.reads_at_end)::bandit_internal.age_band
        from bandit.scrape_schedule as b
        where b.account_id = p_account_id
        order by b.until_age
    );
end
$function$;

comment on function bandit_internal.read_age_bands(bigint) is
    'Returns the age bands of an account, the youngest first; empty: the account has no schedule.';

revoke all on function bandit_internal.read_age_bands(bigint) from public;
