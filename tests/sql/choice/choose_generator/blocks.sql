-- tests/sql/choice/choose_generator/blocks.sql: posts of a block share a generator.
begin;
select plan(24);

set local bandit.fake_now = '2026-03-01 00:00Z';
select bandit.create_account('blocks', p_generators => '["alpha", "beta", "gamma"]') as account_id \gset
set local bandit.account = 'blocks';
create function pg_temp.choose(p_hours double precision, p_arm text default null, p_context jsonb default null, p_u double precision default null) returns text language sql as $$
    select c.generator_name from bandit.choose_generator(p_arm, p_context, p_u, '2026-03-01 00:00Z'::timestamptz + p_hours * interval '1 hour') as c
$$;

-- Off by default: each post is drawn by itself.
select is(pg_temp.choose(0, p_u => 0.1), 'alpha', 'without blocks');
select is(pg_temp.choose(1, p_u => 0.9), 'gamma', 'each post has its own draw');
select is(count(block_at), 0::bigint, 'and no block') from bandit.content_metadata where account_id = :account_id;

-- A block of 18 hours: one draw.
select is(bandit.set_setting('block_hours', '18'), '18', 'blocks of 18 hours');
select pg_temp.choose(2) as first \gset
select is(array[pg_temp.choose(3, p_u => 0.1), pg_temp.choose(9, p_u => 0.9), pg_temp.choose(17.9)], array[:'first', :'first', :'first'], 'one generator for 18 hours, whatever the draw of a post');
select is(array_agg(distinct block_at), array['2026-03-01 00:00Z'::timestamptz], 'the decisions name the start of their block')
from bandit.content_metadata where account_id = :account_id and block_at is not null;
select is(array_agg(distinct round(u::numeric, 9)), array[round(bandit_internal.block_draw(:account_id, 0)::numeric, 9)], 'and store its draw')
from bandit.content_metadata where account_id = :account_id and block_at is not null;
select is(count(distinct g), 3::bigint, 'the next blocks take the others soon') from generate_series(1, 5) as b cross join lateral pg_temp.choose(b * 18 + 1) as g;
select is(block_at, '2026-03-01 18:00Z', 'the second block starts 18 hours after the first')
from bandit.content_metadata where account_id = :account_id and created_at = '2026-03-01 19:00Z';

-- Over many blocks each generator gets its weight.
select cmp_ok(max(abs(s.share - 1 / 3.0)), '<', 0.02, 'blocks are shared by the weights')
from (
    select count(*) / 300.0 as share
    from generate_series(0, 299) as b
    cross join lateral (select width_bucket(bandit_internal.block_draw(:account_id, b), array[1 / 3.0, 2 / 3.0]::double precision[]) as place) as p
    group by p.place
) as s;

-- A changed weight in mid-block: the block keeps its generator and its propensity.
select pg_temp.choose(200) as held \gset
select bandit.override_generator(:'held', 'set', 0.1, 'test', p_now => '2026-03-09 09:00Z') \g /dev/null
select is(pg_temp.choose(201), :'held', 'the block keeps its generator when the weights change');
select is(min(propensity), max(propensity), 'and the propensity of its start') from bandit.content_metadata as c where c.account_id = :account_id and c.created_at in ('2026-03-09 08:00Z', '2026-03-09 09:00Z');
select bandit.override_generator(:'held', 'disable', p_reason => 'test', p_now => '2026-03-09 09:30Z') \g /dev/null
select isnt(pg_temp.choose(202), :'held', 'a disabled generator leaves its block');
select is(pg_temp.choose(202.5), pg_temp.choose(203), 'to one other');
select bandit.override_generator(:'held', 'enable', p_reason => 'test', p_now => '2026-03-09 12:00Z') \g /dev/null

-- Arms and contexts.
select is(pg_temp.choose(400, 'variant_a'), pg_temp.choose(401, 'variant_a'), 'a named arm has its generator for the block');
select pg_temp.choose(402) \g /dev/null
select is(count(distinct experiment_arm), 2::bigint, 'beside that of control') from bandit.content_metadata where account_id = :account_id and created_at >= '2026-03-17';
select is(pg_temp.choose(420, p_context => '{"topic": "sleep"}'), pg_temp.choose(421, p_context => '{"topic": "work"}'), 'the context of a post does not leave the block');
select throws_ok($$select pg_temp.choose(430, 'nobody')$$, 'WT011', null, 'an unknown arm is an error as ever');

-- Replay: the same block gives the same draw.
select is(bandit_internal.block_draw(:account_id, 7), bandit_internal.block_draw(:account_id, 7), 'the draw of a block can be replayed');
select isnt(bandit_internal.block_draw(:account_id, 7), bandit_internal.block_draw(:account_id + 1, 7), 'accounts do not move together');

-- Blocks end when one generator is clear.
select bandit.set_setting('block_until', '0.5') \g /dev/null
select bandit.override_generator('alpha', 'set', 0.9, 'test', p_now => '2026-03-20') \g /dev/null
select is(pg_temp.choose(480, p_u => 0.999), 'gamma', 'one generator is above block_until: posts are drawn again');
select is(block_at, null, 'outside blocks') from bandit.content_metadata where account_id = :account_id and created_at = '2026-03-21';
select is(bandit.set_setting('block_hours', '0'), '0', 'blocks off');
select throws_ok($$select bandit.set_setting('block_hours', '200')$$, 'WT006', null, 'a block is a week at most');

select finish();
rollback;
