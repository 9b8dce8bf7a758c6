-- create_account: creates an account with default settings, generators, experiment arms and scraping schedule.

create or replace function bandit.create_account(
    p_handle           text,                      -- letters, digits and _ . @ -, at most 100
    p_platform         text default 'x',          -- x, bluesky or mastodon
    p_platform_user_id text default null,         -- the platform's own id of the account
    p_now              timestamptz default null   -- null: clock()
) returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_actor      text := session_user;
    v_account_id bigint;
begin
    if p_handle is null or p_handle !~ '^[A-Za-z0-9_.@-]{1,100}$' then
        raise exception '% is not a handle', coalesce(quote_literal(p_handle), 'null')
            using errcode = 'WT004',
                  detail  = 'a handle has 1 to 100 letters, digits and the characters _ . @ -',
                  hint    = 'leave out spaces and other punctuation';
    end if;
    if p_platform is null or p_platform not in ('x', 'bluesky', 'mastodon') then
        raise exception '% is not a platform', coalesce(quote_literal(p_platform), 'null')
            using errcode = 'WT004', detail = 'platforms: x, bluesky, mastodon', hint = 'use one of them';
    end if;

    insert into bandit.accounts (handle, platform, platform_user_id, created_at)
    values (p_handle, p_platform, p_platform_user_id, v_now)
    on conflict (handle) do nothing
    returning account_id into v_account_id;

    if v_account_id is null then
        raise exception 'the account % exists already', quote_literal(p_handle)
            using errcode = 'WT007',
                  detail  = format('account_id = %s', bandit.account_id(p_handle)),
                  hint    = 'use the existing account, or choose another handle';
    end if;

    insert into bandit.account_settings (account_id)
    values (v_account_id);

    insert into bandit.generator_weights (account_id, generator_name, weight, last_updated)
    select v_account_id, d.generator_name, d.weight, v_now
    from bandit.default_generators as d;

    insert into bandit.experiment_arms (account_id, arm, share, transform, strength, started_at)
    select v_account_id, d.arm, d.share, d.transform, d.strength, v_now
    from bandit.default_experiment_arms as d;
    perform bandit_internal.refresh_propensities(v_account_id);

    insert into bandit.scrape_schedule (account_id, until_age, every, reads_at_end)
    select v_account_id, d.until_age, d.every, d.reads_at_end
    from bandit.default_scrape_schedule as d;

    perform bandit_internal.log_event(v_account_id, v_now, 'account_created', v_actor, format('account %s created on %s', p_handle, p_platform));

    return v_account_id;
end
$function$;

comment on function bandit.create_account(text, text, text, timestamptz) is
    'Creates an account with default settings, generators, experiment arms and scraping schedule; returns its account_id. Bad handle or platform: WT004. Existing handle: WT007.';

revoke all on function bandit.create_account(text, text, text, timestamptz) from public;
grant execute on function bandit.create_account(text, text, text, timestamptz) to bandit_operator;
