-- tests/sql/weights/target_weights_blueprint/objective.sql: the heuristic ranks by the objective.
begin;
select plan(7);
\ir ../../fixtures/objective.psql

create function pg_temp.targets(p_objective text) returns text language plpgsql as $$
begin
    perform bandit.set_setting('objective', p_objective);
    return (
        select string_agg(format('%s %s %s', t.generator_name, round(t.score, 2), t.rule), ', ' order by t.generator_name)
        from bandit_internal.target_weights_blueprint(bandit.account_id('test'), array(select g from bandit_internal.generator_totals(bandit.account_id('test'), null, bandit.clock()) as g), bandit.clock()) as t
    );
end
$$;
select is(pg_temp.targets('followers_per_post'), 'a 0.50 blended, b 0.50 blended', 'F/1K is the same');
select is(pg_temp.targets('bookmarks'), 'a 0.00 blended, b 1.00 blended', 'b has more bookmarks; 15 is not viral, for that is of F/1K');
select is(pg_temp.targets('impressions'), 'a 1.00 blended, b 0.00 blended', 'a has more reach');
update bandit.outcomes set followers_gained = 0 where account_id = :account_id;
select is(pg_temp.targets('followers_per_post'), 'a 0.50 failing, b 0.50 failing', 'without followers both fail');
select is(pg_temp.targets('bookmarks'), 'a 0.00 blended, b 1.00 blended', 'but not in bookmarks');
update bandit.outcomes set bookmarks = 0 where account_id = :account_id and impressions = 1000;
select is(pg_temp.targets('bookmarks'), 'a 0.00 failing, b 1.00 blended', 'where a fails without them');
update bandit.outcomes set bookmarks = null where account_id = :account_id and impressions = 1000;
select is(pg_temp.targets('bookmarks'), 'a  kept, b 0.50 blended', 'and keeps its weight if they are unknown');

select * from finish();
rollback;
