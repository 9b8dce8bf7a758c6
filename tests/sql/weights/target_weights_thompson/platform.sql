-- tests/sql/weights/target_weights_thompson/platform.sql: what the platform does to all alike moves no weights.
begin;
select plan(5);
\ir ../../fixtures/policy.psql

-- 60 days of four generators, a ten times as often as the others; for the last 5 days each post gains that part of what it did.
create function pg_temp.play(p_handle text, p_factors jsonb) returns bigint language plpgsql as $$
declare
    v_account bigint := bandit.create_account(p_handle);
begin
    delete from bandit.generator_weights as g where g.account_id = v_account;
    insert into bandit.generator_weights (account_id, generator_name, weight) select v_account, g, 0.25 from unnest('{a,b,c,d}'::text[]) as g;
    with posts as materialized (
        select gen_random_uuid() as decision_id, r.name, bandit.clock() - (d + p / 100.0) * interval '1 day' as at,
               round(10 * r.rate * (0.8 + 0.1 * (p % 5)) * case when d < 5 then coalesce((p_factors ->> r.name)::numeric, 1) else 1 end) as followers
        from (values ('a', 4.5, 20), ('b', 2.5, 2), ('c', 2.0, 2), ('d', 1.5, 2)) as r (name, rate, posts)
        cross join generate_series(0, 59) as d
        cross join lateral generate_series(1, r.posts) as p
    ),
    decided as (
        insert into bandit.content_metadata (account_id, decision_id, generator_name, source, status, posted_at, tweet_id)
        select v_account, p.decision_id, p.name, 'import', 'posted', p.at, p.decision_id from posts as p
    )
    insert into bandit.outcomes (account_id, decision_id, impressions, followers_gained, followers_source, source, collected_at, known_at)
    select v_account, p.decision_id, 10000, p.followers, 'reported', 'test', p.at, p.at from posts as p;
    return v_account;
end $$;
create function pg_temp.weights(p_account bigint) returns text language sql as $$
    select string_agg(concat(w.generator_name, ' ', round(w.new_weight, 2)), ', ' order by w.generator_name) from bandit.explain_weights(p_account_id => p_account) as w
$$;
select pg_temp.play('calm', '{}') as calm, pg_temp.play('platform', '{"a": 0.6, "b": 0.6, "c": 0.6, "d": 0.6}') as platform, pg_temp.play('own', '{"a": 0.3}') as own \gset

select is(pg_temp.weights(:calm), 'a 0.94, b 0.02, c 0.02, d 0.02', 'the best has what the floor leaves');
select is(pg_temp.weights(:platform), pg_temp.weights(:calm), 'as much when all gain two fifths less');
select is(array_agg(e.changed_at) filter (where e.changed_at is not null), null, 'which is no change of any of them') from bandit.generator_evidence(p_account_id => :platform) as e;
select cmp_ok(w.new_weight, '<', 0.5, 'the best that falls alone gives way') from bandit.explain_weights(p_account_id => :own) as w where w.generator_name = 'a';
select is(array_agg(e.generator_name::text), array['a'], 'and is the one that changed') from bandit.generator_evidence(p_account_id => :own) as e where e.changed_at is not null;

select * from finish();
rollback;
