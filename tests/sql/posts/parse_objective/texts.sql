-- tests/sql/posts/parse_objective/texts.sql: what is an objective, and what is not.
begin;
select plan(55);

-- Spellings, each with its one name.
select is((bandit_internal.parse_objective(text)).name, name, text)
from (values
    ('followers_per_post', 'followers_per_post'), ('f_per_1k', 'f_per_1k'), ('followers', 'followers_per_post'), ('followers per post', 'followers_per_post'),
    ('Followers PER 1000', 'f_per_1k'), ('1.0*followers', 'followers_per_post'), ('bookmarks', 'bookmarks per post'), ('  bookmarks  per  1000 ', 'bookmarks per 1000'),
    ('bookmarks per 1k', 'bookmarks per 1000'), ('replies per 1000 impressions', 'replies per 1000'), ('replies per 1000 of exposure', 'replies per 1000'),
    ('followers + 0.05*bookmarks + 0.02*profile_clicks', 'followers + 0.05*bookmarks + 0.02*profile_clicks per post'),
    ('followers+bookmarks*.05', 'followers + 0.05*bookmarks per post'), (e'likes\n+\t2 * quotes per post', 'likes + 2*quotes per post'),
    ('extra.signUps + 0.50*likes per 1000', 'extra.signUps + 0.5*likes per 1000'), ('EXTRA.a_1', 'extra.a_1 per post'), ('impressions', 'impressions per post'), ('2*followers', '2*followers per post')
) as t (text, name);
select is((o.metrics, o.weights, o.is_per_post, o.is_own, o.unit, o.problem)::text, '("{followers,bookmarks}","{1,0.05}",f,t,1,)', 'its terms')
from bandit_internal.parse_objective('followers + 0.05*bookmarks per 1000') as o;
select is((o.metrics, o.weights, o.is_per_post, o.is_own, o.unit, o.problem)::text, '({followers},{1},t,f,1,)', 'and those of the default') from bandit_internal.parse_objective('followers_per_post') as o;
select is((bandit_internal.parse_objective('0.5*likes + 0.25*quotes')).unit, 0.5, 'the unit is the largest weight');
select is((bandit_internal.parse_objective(text)).problem, problem, coalesce(quote_literal(text), 'null'))
from (values
    (null, 'it is empty'), ('', 'it is empty'), (' per post', 'it is empty'),
    ('followers + ', ''''' is not a metric or a number times a metric'), ('+ followers', ''''' is not a metric or a number times a metric'),
    ('likes likes', '''likes likes'' is not a metric or a number times a metric'), ('likes per day', '''likes per day'' is not a metric or a number times a metric'),
    ('0.5', '''0.5'' is not a metric or a number times a metric'), ('2*3*likes', '''2*3*likes'' is not a metric or a number times a metric'), ('likes*quotes', '''likes*quotes'' is not a metric or a number times a metric'),
    ('1 000*likes', '''1 000*likes'' is not a metric or a number times a metric'), ('1e3*likes', '''1e3*likes'' is not a metric or a number times a metric'),
    ('1..5*likes', '''1..5*likes'' is not a metric or a number times a metric'), ('likes/2', '''likes/2'' is not a metric or a number times a metric'), ('(likes)', '''(likes)'' is not a metric or a number times a metric'),
    ('NaN*likes', '''NaN*likes'' is not a metric or a number times a metric'), ('Infinity*likes', '''Infinity*likes'' is not a metric or a number times a metric'),
    ('-1*likes', '''-1*likes'': a metric cannot be subtracted, since all weights are above 0'), ('followers - likes', '''followers - likes'': a metric cannot be subtracted, since all weights are above 0'),
    ('joy', 'there is no metric ''joy'''), ('followers_gained', 'there is no metric ''followers_gained'''), ('extra', 'there is no metric ''extra'''), ('extra.', 'there is no metric ''extra.'''), ('extra.a.b', 'there is no metric ''extra.a.b'''),
    ('0*likes', 'the weight 0 is not between 0.000001 and 1000000'), ('0.0000001*likes', 'the weight 0.0000001 is not between 0.000001 and 1000000'), ('1000001*likes', 'the weight 1000001 is not between 0.000001 and 1000000'),
    ('likes + likes', 'it names a metric twice'), ('likes + 2*LIKES', 'it names a metric twice'),
    ('impressions per 1000', 'impressions are the exposure, so per 1000 they are the same for every generator'),
    ('likes + impressions per 1000', 'impressions are the exposure, so per 1000 they are the same for every generator'),
    (repeat('likes + ', 100) || 'likes', 'it is longer than 500 characters'), ('лайки', '''лайки'' is not a metric or a number times a metric'), ('likes; drop table x', '''likes; drop table x'' is not a metric or a number times a metric')
) as t (text, problem);

select * from finish();
rollback;
