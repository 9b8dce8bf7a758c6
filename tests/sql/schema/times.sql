-- tests/sql/schema/times.sql: no function stores a time that is not finite, not of the years 2006 to 9999, or to come.
begin;
select plan(17);

-- Every function of the interface that takes a time passes it to resolve_now or check_time; p_from and p_to of those that only read are bounds.
create temp view unchecked as
select p.proname::text as name, a.name as argument
from pg_proc as p
cross join lateral unnest(p.proargnames, p.proargmodes, coalesce(p.proallargtypes, p.proargtypes)) as a (name, mode, type)
where p.pronamespace = 'bandit'::regnamespace
  and a.type = 'timestamptz'::regtype
  and coalesce(a.mode, 'i') = 'i'
  and p.prosrc !~ format('(resolve_now|check_time|for_each_account|check_rows)\([^;]*(%s|%s)\M', a.name, replace(a.name, 'p_', 'v_'));
select set_eq('table unchecked', $$values ('attribute_followers', 'p_from'), ('pending_run_times', 'p_from'), ('pending_run_times', 'p_to'), ('evaluate_policy', 'p_from'), ('evaluate_policy', 'p_to')$$, 'no other argument is unchecked');

\ir ../fixtures/policy.psql
select pg_temp.generators('{"a": 0.6, "b": 0.4}'), pg_temp.posts('a', 20, 1000, 9, '2026-11-22 12:00+00') \gset
update bandit.content_metadata set tweet_id = 'known' where decision_id = (select decision_id from bandit.content_metadata order by decision_id limit 1);
select decision_id from bandit.choose_generator(p_u => 0) \gset

create temp table hostile as
select t.at from unnest(array['infinity', '-infinity', '10000-01-01 00:00+00', '2005-12-31 23:59+00', '2126-11-23 12:00+00', '2026-11-23 13:00:01+00']::timestamptz[]) with ordinality as t (at, place);

-- What a call does with each of these times: its SQLSTATE, or what it returns.
create function pg_temp.answers(p_call text, p_years_ahead boolean default false) returns text language plpgsql as $$
declare
    v_answers text[];
    v_answer  text;
    v_at      timestamptz;
begin
    for v_at in select h.at from hostile as h where not p_years_ahead or not isfinite(h.at) or h.at not between '2006-01-01' and '9999-12-31' loop
        begin
            execute format(p_call, v_at) into v_answer;
        exception
            when others then
                v_answer := sqlstate;
        end;
        v_answers := v_answers || v_answer;
    end loop;
    return (select string_agg(distinct a, ' ') from unnest(v_answers) as a);
end
$$;

select is(pg_temp.answers(c.call), c.answer, c.call)
from (values
    ('select bandit.record_followers(5, %L)', 'WT004'),
    ('select bandit.record_followers(p_gained => 5, p_from => %L, p_at => %1$L::timestamptz + interval ''1 hour'')', 'WT004'),
    (format('select bandit.mark_posted(%L, ''x'', %%L)', :'decision_id'), 'WT004'),
    ('select bandit.record_decision(gen_random_uuid(), ''a'', ''control'', 0.5, 0.5, ''cache'', %L)', 'WT004'),
    ('select bandit.record_outcomes(''[{"tweet_id": "known", "likes": 1}]'', ''bot'', %L)', 'WT004'),
    ('select bandit.import_posts(''[]'', %L)', 'WT004'),
    ('select bandit.reject_outcomes(''[]'', ''bot'', %L)', 'WT004'),
    ('select rejected from bandit.record_outcomes(jsonb_build_array(jsonb_build_object(''tweet_id'', ''known'', ''likes'', 1, ''collected_at'', %L::text)))', '1'),
    ('select rejected from bandit.finish_scrape(''w'', jsonb_build_array(jsonb_build_object(''tweet_id'', ''known'', ''likes'', 1, ''collected_at'', %L::text)))', '1'),
    ('select rejected from bandit.import_posts(jsonb_build_array(jsonb_build_object(''tweet_id'', ''new'', ''generator_name'', ''a'', ''posted_at'', %L::text)))', '1'),
    ('select rejected from bandit.import_followers(jsonb_build_array(jsonb_build_object(''from_date'', ''2026-11-22'', ''until_date'', (%L::timestamptz + interval ''1 day'')::text, ''gained'', 1)))', '1')
) as c (call, answer);

select is(pg_temp.answers(c.call, true), c.answer, c.call)
from (values
    ('select bandit.claim_scrapes(p_worker => ''w'', p_now => %L)', 'WT004'),
    ('select bandit.save_scrape_state(p_credits => 1, p_now => %L)', 'WT004'),
    ('select bandit.save_scrape_state(p_rate_limited_until => %L)', 'WT004')
) as c (call, answer);

select is((select count(*) from bandit.rejected_metrics where not (collected_at between '2006-01-01' and '2026-11-23 13:00+00')), 0::bigint, 'the rejected rows have times too');
select set_eq($$select reason from bandit.rejected_metrics where reason like '%2126-11-23%' and source = 'bot'$$, $$values ('''2126-11-23 12:00:00+00'': a time cannot lie more than an hour ahead')$$, 'with the reason');

select * from finish();
rollback;
