-- tests/sql/experiments/follow_policies/moves.sql: an arm that follows a policy has the weights that the policy would have given the account.
begin;
select plan(13);

set local bandit.fake_now = '2026-11-23 12:00+00';
create function pg_temp.account(p_handle text, p_policy text) returns bigint language plpgsql as $$
declare
    v_account_id bigint := bandit.create_account(p_handle, p_now => '2026-11-01');
begin
    perform bandit.set_setting('policy', p_policy, p_account_id => v_account_id);
    insert into bandit.content_metadata (account_id, generator_name, source, status, posted_at, tweet_id)
    select v_account_id, g.generator_name, 'import', 'posted', timestamptz '2026-11-22' + n * interval '1 hour', g.generator_name || n
    from bandit.generator_weights as g
    cross join generate_series(1, 6) as n
    where g.account_id = v_account_id;
    insert into bandit.outcomes (account_id, decision_id, impressions, followers_gained, followers_source, source, collected_at, known_at)
    select v_account_id, c.decision_id, 1000, length(c.generator_name) % 4, 'reported', 'test', c.posted_at, c.posted_at from bandit.content_metadata as c where c.account_id = v_account_id;
    return v_account_id;
end $$;
create function pg_temp.arm(p_account_id bigint) returns jsonb language sql as $$
    select jsonb_object_agg(p.generator_name, p.propensity) from bandit.generator_propensities as p where p.account_id = p_account_id and p.arm = 'other' and p.context_number = 0
$$;
create function pg_temp.weights(p_account_id bigint) returns jsonb language sql as $$
    select jsonb_object_agg(g.generator_name, g.weight) from bandit.generator_weights as g where g.account_id = p_account_id
$$;
select pg_temp.account('a', 'thompson') as a, pg_temp.account('b', 'blueprint') as b \gset

select is(s.transform || ' ' || s.policy, 'policy blueprint', 'an arm with a policy') from bandit.start_experiment('other', 'the blueprint gains more', 0.5, p_policy => 'blueprint', p_account_id => :a) as s;
select is(pg_temp.arm(:a), pg_temp.weights(:a), 'it starts from the account''s weights');
select count(*) from bandit.optimize(p_account_id => :a) as a, bandit.optimize(p_account_id => :b) as b \gset
select is(pg_temp.arm(:a), pg_temp.weights(:b), 'after a run it has the weights of an account with this policy');
select isnt(pg_temp.arm(:a), pg_temp.weights(:a), 'and not those of its own account');
select count(*) from bandit.optimize(p_now => '2026-11-23 18:00+00', p_account_id => :a) as a, bandit.optimize(p_now => '2026-11-23 18:00+00', p_account_id => :b) as b \gset
select is(pg_temp.arm(:a), pg_temp.weights(:b), 'and again after the next one, from its own last weights');
select is(p.basis, bandit_internal.propensity_basis(:a), 'propensities fit') from bandit.generator_propensities as p where p.account_id = :a limit 1;
select count(*) from bandit.optimize(p_dry_run => true, p_now => '2026-11-24', p_account_id => :a) \gset
select is(pg_temp.arm(:a), pg_temp.weights(:b), 'a dry run moves nothing');

select count(*) from bandit.start_experiment('other', 'thompson gains more', 0.5, p_policy => 'thompson', p_account_id => :b) \gset
select bandit.set_setting('mode', 'observe', p_account_id => :b), pg_temp.weights(:b) as before \gset
select count(*) from bandit.optimize(p_now => '2026-11-24', p_account_id => :b) as b \gset
select is(pg_temp.weights(:b), :'before'::jsonb, 'where the mode keeps the weights of the account');
select isnt(pg_temp.arm(:b), :'before'::jsonb, 'the arm still follows its policy');
select count(*) from bandit.override_generator('coach', 'pin', 0.4, 'x', p_account_id => :b) as p, bandit.optimize(p_now => '2026-11-24 06:00+00', p_account_id => :b) as b \gset
select is(pg_temp.arm(:b) ->> 'coach', '0.4000', 'around the pins of the account');
-- Twenty days later blueprint has no posts in its lookback, and thompson has all of them in its memory.
select pg_temp.arm(:a) as arm_a, pg_temp.arm(:b) as arm_b \gset
select count(*) from bandit.override_generator('coach', 'release', null, 'x', p_account_id => :b) as p, bandit.optimize(p_now => '2026-12-15', p_account_id => :a) as a, bandit.optimize(p_now => '2026-12-15', p_account_id => :b) as b \gset
select is(pg_temp.arm(:a), :'arm_a'::jsonb, 'without enough posts for its policy, an arm stays');
select isnt(pg_temp.arm(:b), :'arm_b'::jsonb, 'with enough it moves, also where the run of the account is skipped');
select lives_ok('set constraints all immediate', 'all of it can be committed');

select * from finish();
rollback;
