-- tests/sql/scraping/finish_scrape/failures.sql: failures back off, and end with success or with age.
begin;
select plan(12);
\ir ../../fixtures/scraping.psql

select pg_temp.post('1', '2026-11-23 11:00+00'), pg_temp.post('2', '2026-09-25 12:00+00') \gset
create function pg_temp.fail(p_times integer) returns setof interval language plpgsql as $$
declare
    v_now timestamptz := '2026-11-23 12:00+00';
    v_due timestamptz;
begin
    for n in 1 .. p_times loop
        perform pg_temp.claim(v_now);
        perform pg_temp.finish('[{"tweet_id": "1", "error": "500 from the platform"}]', v_now);
        select s.due_at into v_due from scrape as s where s.tweet_id = '1';
        return next v_due - v_now;
        v_now := v_due;
    end loop;
end $$;
select results_eq('select * from pg_temp.fail(10)', $$values (interval '10 minutes'), ('20 minutes'), ('40 minutes'), ('80 minutes'), ('160 minutes'), ('320 minutes'), ('640 minutes'), ('21:20'), ('1 day'), ('1 day')$$, 'each wait is twice the last, a day at most');
select is(row(failures, last_error, worker, scraped_at)::text, '(10,"500 from the platform",,)', 'what went wrong is kept') from scrape where tweet_id = '1';
select is(pg_temp.finish('[{"tweet_id": "1", "absent": true}]'), '(0,0,0,1,0,0,{})', 'absent is a failure');
select is(row(failures, last_error, deleted_at)::text, '(11,"not in the answer: deleted, hidden or skipped",)', 'not a deletion') from scrape where tweet_id = '1';
select is(pg_temp.finish('[{"tweet_id": "1", "likes": 1}, {"tweet_id": "1", "error": "on another page"}]', '2026-11-30 12:00+00'), '(1,0,0,1,0,0,{})', 'one success');
select is(row(failures, last_error, due_at)::text, row(0, null::text, '2026-12-01 12:00+00'::timestamptz)::text, 'counts, and the wait is that of its age') from scrape where tweet_id = '1';

-- A post is not asked for for ever.
select is(pg_temp.finish('[{"tweet_id": "2", "error": "no"}]', '2026-11-24 11:59:59+00'), '(0,0,0,1,0,0,{})', 'a failure at 60 days less a second');
select is(due_at, '2026-11-24 12:09:59+00', 'is tried again') from scrape where tweet_id = '2';
select is(pg_temp.finish('[{"tweet_id": "2", "error": "no"}]', '2026-11-24 12:09:59+00'), '(0,0,0,1,0,0,{})', 'and failing at 60 days');
select is(due_at, null, 'is the end') from scrape where tweet_id = '2';
select is(pg_temp.claim('2027-11-23 12:00+00'), '{1}', 'of it');

select pg_temp.finish(jsonb_build_array(jsonb_build_object('tweet_id', '1', 'error', repeat('x', 10000)))) \gset
select is(length(last_error), 500, 'a long error is cut') from scrape where tweet_id = '1';

select * from finish();
rollback;
