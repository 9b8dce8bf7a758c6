-- create_account: creates an account with default settings, experiment arms and scraping schedule, and its generators.

create or replace function bandit.create_account(
    p_handle           text,                      -- letters, digits and _ . @ -, at most 100
    p_platform         text default 'x',          -- x, bluesky or mastodon
    p_platform_user_id text default null,         -- the platform's own id of the account
    p_now              timestamptz default null,  -- null: clock()
    p_generators       jsonb default null         -- array of names or of objects {name, weight, notes}; empty: none; null: those of default_generators
) returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_now        timestamptz := bandit_internal.resolve_now(p_now);
    v_actor      text := session_user;
    v_generators bandit_internal.generator_entry[];
    v_account_id bigint;
    v_min_weight numeric;
begin
    perform bandit_internal.check_handle(p_handle);
    if p_platform is null or p_platform not in ('x', 'bluesky', 'mastodon') then
        raise exception '% is not a platform', coalesce(quote_literal(p_platform), 'null')
            using errcode = 'WT004', detail = 'platforms: x, bluesky, mastodon', hint = 'use one of them';
    end if;

    v_generators := bandit_internal.parse_generators(
        coalesce(p_generators, (select jsonb_agg(jsonb_build_object('name', d.generator_name, 'weight', d.weight)) from bandit.default_generators as d))
    );

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

    perform bandit_internal.take_handle(p_handle);
    insert into bandit.account_settings (account_id)
    values (v_account_id)
    returning min_weight into v_min_weight;

    insert into bandit.generator_weights (account_id, generator_name, weight, notes, last_updated)
    select v_account_id, w.generator_name, w.weight, e.notes, v_now
    from bandit_internal.first_weights(v_generators, v_min_weight) as w
    join unnest(v_generators) as e on e.generator_name = w.generator_name;

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

comment on function bandit.create_account(text, text, text, timestamptz, jsonb) is
    'Creates an account with default settings, experiment arms and scraping schedule, and the given generators or the default ones; returns its account_id. Bad handle, platform or generators: WT004. Existing handle, or two names that match: WT007. Too many generators: WT012.';

revoke all on function bandit.create_account(text, text, text, timestamptz, jsonb) from public;
grant execute on function bandit.create_account(text, text, text, timestamptz, jsonb) to bandit_operator;
