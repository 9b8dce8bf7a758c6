-- tests/sql/ingest/record_outcomes/equal_times.sql: the order in which readings arrive decides nothing; of one time, the larger counts win.
begin;
select plan(13);

set local bandit.account = 'orders';
select bandit.create_account('orders') as account_id \gset
select inserted from bandit.import_posts((select jsonb_agg(jsonb_build_object('tweet_id', n::text, 'posted_at', '2025-01-01T00:00:00Z', 'generator_name', 'coach')) from generate_series(1, 9) as n), '2025-01-01') \gset

-- Records the readings of a post, each in a call of its own or all in one, and returns likes, impressions, followers.
create function pg_temp.stored(p_tweet_id text, p_readings jsonb, p_together boolean default false) returns text language plpgsql as $$
begin
    perform bandit.record_outcomes(b.rows)
    from (
        select jsonb_agg(r.row || jsonb_build_object('tweet_id', p_tweet_id) order by r.place) as rows
        from jsonb_array_elements(p_readings) with ordinality as r (row, place)
        group by case when not p_together then r.place end
        order by min(r.place)
    ) as b;
    return (
        select format('%s %s %s', coalesce(o.likes::text, '?'), o.impressions, coalesce(o.followers_gained::text, '?'))
        from bandit.outcomes as o join bandit.content_metadata as c using (account_id, decision_id)
        where o.account_id = bandit.account_id('orders') and c.tweet_id = p_tweet_id
    );
end
$$;
create function pg_temp.snapshot(p_tweet_id text) returns text language sql as $$
    select string_agg(s.impressions::text, ' ' order by s.bucket_at)
    from bandit.metric_snapshots as s join bandit.content_metadata as c using (account_id, decision_id)
    where s.account_id = bandit.account_id('orders') and c.tweet_id = p_tweet_id and s.impressions is not null
$$;

\set same '''[{"impressions": 850, "likes": 13, "collected_at": "2025-01-05"}, {"impressions": 810, "likes": 12, "collected_at": "2025-01-05"}]'''
\set reversed '''[{"impressions": 810, "likes": 12, "collected_at": "2025-01-05"}, {"impressions": 850, "likes": 13, "collected_at": "2025-01-05"}]'''
select is(pg_temp.stored('1', :same), '13 850 ?', 'the larger first');
select is(pg_temp.stored('2', :reversed), '13 850 ?', 'the larger last');
select is(pg_temp.stored('3', :same, true), '13 850 ?', 'in one batch');
select is(pg_temp.stored('4', :reversed, true), '13 850 ?', 'in one batch, the larger last');
select is(pg_temp.snapshot(n::text), '850', 'so does the snapshot') from generate_series(1, 4) as n;

-- Impressions of one reading do not stand beside followers of another that contradicts it.
\set late '''[{"impressions": 50, "collected_at": "2025-01-05 20:00+00"}, {"impressions": 4135, "likes": 21, "followers_gained": 2, "collected_at": "2025-01-05"}]'''
\set early '''[{"impressions": 4135, "likes": 21, "followers_gained": 2, "collected_at": "2025-01-05"}, {"impressions": 50, "collected_at": "2025-01-05 20:00+00"}]'''
select is(pg_temp.stored('5', :late), '? 50 ?', 'a late reading with far larger counts is refused: 2 followers on 50 impressions are not true');
select is(r.reason, '50 fell by over half from 4135: a broken reading', 'one of the two readings is broken') from bandit.rejected_rows as r where r.raw ->> 'tweet_id' = '5';
select is(pg_temp.stored('6', :early), '21 4135 2', 'as if it had come first');
select is(pg_temp.stored('7', :late, true), '21 4135 2', 'in one batch');
select is(pg_temp.stored('8', :early, true), '21 4135 2', 'in one batch, the other way round');

select * from finish();
rollback;
