-- tests/sql/learning/generator_totals/objective.sql: the performance in each objective, by hand.
begin;
select plan(23);
\ir ../../fixtures/objective.psql

create function pg_temp.values_in(p_objective text) returns text language plpgsql as $$
begin
    perform bandit.set_setting('objective', p_objective);
    return (select string_agg(format('%s %s', t.generator_name, round(t.value, 4)), ', ') from bandit_internal.generator_totals(bandit.account_id('test'), null, bandit.clock()) as t);
end
$$;
select is(pg_temp.values_in('followers_per_post'), 'a 2.0000, b 2.0000', 'by default generators are ranked by F/1K');
select is(pg_temp.values_in('f_per_1k'), 'a 2.0000, b 2.0000', 'and per 1000 too');
select is(pg_temp.values_in('bookmarks'), 'b 15.0000, a 10.0000', 'bookmarks per post');
select is(pg_temp.values_in('bookmarks per 1000'), 'b 30.0000, a 10.0000', 'per 1000 of exposure: 15 on 500');
select is(pg_temp.values_in('followers + 0.1*bookmarks'), 'a 3.0000, b 2.5000', '2 + 0.1 x 10 and 1 + 0.1 x 15');
select is(pg_temp.values_in('followers + 0.1*bookmarks per 1000'), 'b 5.0000, a 3.0000', 'the same per 1000');
select is(pg_temp.values_in('impressions'), 'a 1000.0000, b 500.0000', 'the reach');
select is(pg_temp.values_in('profile_clicks'), 'a , b ', 'what was not measured has no value');
select is(pg_temp.values_in('bookmarks + profile_clicks'), 'a , b ', 'nor has a sum of which a part was not');

-- One definition: whatever shows it.
select bandit.set_setting('objective', 'bookmarks per 1000') \gset
select is(array_agg(row(p.generator_name, p.objective, round(p.value, 2), round(p.f_per_1k, 2))::text), '{"(b,\"bookmarks per 1000 of exposure\",30.00,2.00)","(a,\"bookmarks per 1000 of exposure\",10.00,2.00)"}', 'generator_performance')
from bandit.generator_performance() as p;
select is(array_agg(row(p.generator_name, p.objective, p.value)::text), '{"(b,\"bookmarks per 1000 of exposure\",30.00)","(a,\"bookmarks per 1000 of exposure\",10.00)"}', 'the view performance') from bandit.performance as p where p.account = 'test';
select is(array_agg(round(r.value, 2) order by r.generator_name), '{10.00,30.00}', 'the report') from bandit.report() as r;
select is(array_agg(t.generator_name), '{b}', 'the best') from bandit.top_performers(1) as t;
select is(array_agg(t.generator_name), '{a}', 'and the worst') from bandit.bottom_performers(1) as t;
select is(array_agg(round(s.value, 2) order by s.generator_name), '{10.00,30.00}', 'explain_weights') from bandit.explain_weights() as s;
select is(array_agg(s.explanation order by s.generator_name), '{"bookmarks per 1000 of exposure 10.00 over 20 measured posts, score 0.00 of 1","bookmarks per 1000 of exposure 30.00 over 20 measured posts, score 1.00 of 1"}', 'its reasons')
from bandit.explain_weights() as s;
select is(array_agg(row(o.objective, o.description, o.is_own, o.metrics, o.weights)::text), '{"(\"bookmarks per 1000\",\"bookmarks per 1000 of exposure\",t,{bookmarks},{1})"}', 'the view objectives') from bandit.objectives as o where o.account = 'test';

update bandit.account_settings set policy = 'thompson' where account_id = :account_id;
select matches(s.explanation, '^rate of bookmarks [0-9.]+ \(', 'and those of the policy thompson') from bandit.explain_weights() as s where s.generator_name = 'a';
update bandit.account_settings set policy = 'blueprint' where account_id = :account_id;

-- A post without bookmarks is unknown, not 0. So is one whose bookmarks are not known yet.
select pg_temp.measured('b', 20, 500, 1, null) \gset
select is(pg_temp.values_in('bookmarks'), 'b 15.0000, a 10.0000', 'posts without bookmarks do not count');
select pg_temp.measured('b', 20, 500, 1, 100, p_collected_at => bandit.clock() + interval '1 hour') \gset
select is(pg_temp.values_in('bookmarks'), 'b 15.0000, a 10.0000', 'nor do readings from later');
select is(t.posted, 60::bigint, 'of posts that do') from bandit_internal.generator_totals(:account_id, null, bandit.clock()) as t where t.generator_name = 'b';

-- Extra values.
update bandit.outcomes set extra = '{"signups": 3}' where account_id = :account_id and impressions = 1000;
select is(pg_temp.values_in('extra.signups per 1000'), 'a 3.0000, b ', 'a number of one''s own');
select is(e.message, 'objective changed from bookmarks per post to extra.signups per 1000', 'every change is logged') from bandit_internal.stg_events as e where e.account_id = :account_id and e.kind = 'setting' order by e.event_id desc limit 1;

select * from finish();
rollback;
