-- tests/sql/core/name_similarity/long.sql: a name of any length costs little.
begin;
select plan(10);
set local statement_timeout = '5s';
select bandit.create_account('long') as account_id \gset
set local bandit.account = 'long';
create function pg_temp.long(p_length integer) returns text language sql as $$select left(repeat('contrarianExplorer', p_length / 18 + 1), p_length)$$;

select is(bandit_internal.name_similarity(pg_temp.long(63), pg_temp.long(63)), 1.0, 'the longest names of generators are compared whole');
select ok(bandit_internal.name_similarity(pg_temp.long(1000000), 'contrarian') between 0.3 and 0.8, 'of a longer name, the start');
select throws_ok(format('select bandit.canonical_generator(%L)', pg_temp.long(length)), 'WT002', null, format('unknown: a name of %s characters', length))
from unnest(array[6000, 100000, 10000000]) as length;
select throws_like(format('select bandit.canonical_generator(%L)', pg_temp.long(6000)), format('there is no generator ''%s...''', pg_temp.long(97)), 'its start is in the message');
select is(bandit.canonical_generator('data' || repeat('_', 50) || 'nerd'), 'dataNerd', 'separators count for nothing');
select throws_ok(format('select bandit.override_generator(%L, ''pin'', 0.1, ''x'')', pg_temp.long(1000000)), 'WT002', null, 'the same for an override');

-- Many unknown names in one import.
select jsonb_agg(jsonb_build_object('tweet_id', n::text, 'posted_at', '2026-01-01', 'generator_name', md5(n::text) || md5((-n)::text))) as posts from generate_series(1, 3000) as n \gset
select is(i.rejected, 3000::bigint, 'an import refuses 3000 unknown names') from bandit.import_posts(:'posts'::jsonb) as i;
select is(count(*), 3000::bigint, 'with reasons of a readable length') from bandit.rejected_metrics as r where r.account_id = :account_id and r.reason like 'there is no generator %' and length(r.reason) < 300;

select * from finish();
rollback;
