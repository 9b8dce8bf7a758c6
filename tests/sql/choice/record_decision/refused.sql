-- tests/sql/choice/record_decision/refused.sql: what is no choice, or another one under the same id.
begin;
select plan(31);

set local bandit.account = 'away';
select bandit.create_account('away') as account_id \gset
\set id '''7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11'''
prepare told(uuid, text, text, double precision, numeric, text, timestamptz, jsonb) as
select * from bandit.record_decision($1, $2, $3, $4, $5, $6, $7, $8);

create temp table calls as
select format('execute told(%s)', array_to_string(array[
    coalesce(c.id, quote_literal(:id)), coalesce(c.generator, '''coach'''), coalesce(c.arm, '''control'''), coalesce(c.u, '0.5'), coalesce(c.propensity, '0.1'),
    coalesce(c.source, '''cache'''), coalesce(c.created_at, '''2025-03-01'''), coalesce(c.context, 'null')
], ', ')) as call, c.state, c.what
from (
    values
    (null, '''nobody''', null, null, null, null, null, null, 'WT002', 'an unknown generator'),
    (null, 'null', null, null, null, null, null, null, 'WT002', 'no generator'),
    ('null', null, null, null, null, null, null, null, 'WT004', 'no id'),
    (null, null, 'null', null, null, null, null, null, 'WT004', 'no arm'),
    (null, null, ''' ''', null, null, null, null, null, 'WT004', 'a blank arm'),
    (null, null, null, '1', null, null, null, null, 'WT004', 'u = 1'),
    (null, null, null, '-0.1', null, null, null, null, 'WT004', 'u below 0'),
    (null, null, null, '''NaN''', null, null, null, null, 'WT004', 'u no number'),
    (null, null, null, 'null', null, null, null, null, 'WT004', 'no u'),
    (null, null, null, null, '0', null, null, null, 'WT004', 'propensity 0'),
    (null, null, null, null, '1.01', null, null, null, 'WT004', 'propensity above 1'),
    (null, null, null, null, '''NaN''', null, null, null, 'WT004', 'propensity no number'),
    (null, null, null, null, 'null', null, null, null, 'WT004', 'no propensity'),
    (null, null, null, null, null, '''choice''', null, null, 'WT004', 'made by the database'),
    (null, null, null, null, null, '''import''', null, null, 'WT004', 'imported'),
    (null, null, null, null, null, 'null', null, null, 'WT004', 'no source'),
    (null, null, null, null, null, null, '''infinity''', null, 'WT004', 'never'),
    (null, null, null, null, null, null, '''-infinity''', null, 'WT004', 'before time'),
    (null, null, null, null, null, null, 'null', null, 'WT004', 'no time'),
    (null, null, null, null, null, null, null, '''[]''', 'WT004', 'a context that is no object'),
    (null, null, null, null, null, null, null, '''"sleep"''', 'WT004', 'a context that is a text')
) as c (id, generator, arm, u, propensity, source, created_at, context, state, what);

select throws_ok(c.call, c.state, null, c.what) from calls as c;
select is_empty(format('select from bandit.content_metadata where account_id = %s', :account_id), 'nothing of this was stored');
select throws_ok('select bandit.record_decision(' || quote_literal(:id) || $$, 'coach', 'control', 0, 0.1, 'cache', '2025-03-01', p_account_id => 0)$$, 'WT001', null, 'an unknown account');

select lives_ok('execute told(' || quote_literal(:id) || $$, 'coach', 'control', 0, 1, 'default', '2025-03-01', '{}')$$, 'u = 0 and propensity 1 are fine');
select throws_ok('execute told(' || quote_literal(:id) || $$, 'explorer', 'control', 0, 1, 'default', '2025-03-01', '{}')$$, 'WT008', 'the decision was another choice', 'another generator under this id');
select throws_ok('execute told(' || quote_literal(:id) || $$, 'coach', 'variant_a', 0, 1, 'default', '2025-03-01', '{}')$$, 'WT008', 'the decision was another choice', 'another arm');
select throws_ok('execute told(' || quote_literal(:id) || $$, 'coach', 'control', 0.01, 1, 'default', '2025-03-01', '{}')$$, 'WT008', 'the decision was another choice', 'another draw');
select decision_id as chosen, generator_name as name from bandit.choose_generator(p_u => 0.5) \gset
select is((select source from bandit.record_decision(:'chosen', :'name', 'control', 0.5, 0.3, 'cache', '2025-03-01')), 'choice', 'a choice that the database made is known, and stays its own');
select throws_ok(format($$select bandit.record_decision(%L, %L, 'control', 0.6, 0.3, 'cache', '2025-03-01')$$, :'chosen', :'name'), 'WT008', null, 'but not with another draw');

select throws_ok(format($$insert into bandit.content_metadata (account_id, generator_name, source) values (%s, 'coach', %L)$$, :account_id, s), '23514', null, 'no choice without draw: ' || s) from unnest(array['cache', 'default']) as s;

select * from finish();
rollback;
