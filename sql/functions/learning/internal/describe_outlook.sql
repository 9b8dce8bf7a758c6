-- describe_outlook: when the best generator is expected to be known, as a sentence.

create or replace function bandit_internal.describe_outlook(
    p_generator   text,               -- the leader; null: no generator is in play
    p_probability double precision,   -- its probability to be the best
    p_known       double precision,   -- the probability from which it is known
    p_wanted      double precision,   -- weighted number of posts that it takes; 0: there is none yet; null: more than can be told
    p_most        double precision,   -- weighted number of posts that the present pace keeps in memory
    p_per_day     double precision,   -- measured posts a day
    p_days        integer,            -- days until there are enough; null: never
    p_counted     text default 'known followers'   -- what a post must have to count
) returns text
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
    select case
        when p_generator is null then 'the account has no generator in play'
        when p_days = 0          then l.leader
        when p_days > 0          then format('%s; %s more posts, about %s days at %s a day, are expected to raise it to %s',
                                             l.leader, ceil((p_days * p_per_day)::numeric), p_days, round(p_per_day::numeric, 1), l.known)
        when p_wanted = 0        then format('%s; %s is not in sight: no post with %s was measured', l.leader, l.known, p_counted)
        when p_wanted is null    then format('%s; %s is not in sight: the generators are too alike', l.leader, l.known)
        else format('%s; %s is not in sight: it takes about %s posts, and at %s a day about %s are remembered',
                    l.leader, l.known, ceil(p_wanted::numeric), round(p_per_day::numeric, 1), floor(p_most::numeric))
    end
    from (select format('%s is the best with probability %s', p_generator, round(p_probability::numeric, 2)) as leader, round(p_known::numeric, 2) as known) as l
$function$;

comment on function bandit_internal.describe_outlook(text, double precision, double precision, double precision, double precision, double precision, integer, text) is
    'Returns a sentence: the leader with its probability to be the best, and the posts and days until p_known, or why that is not in sight.';

revoke all on function bandit_internal.describe_outlook(text, double precision, double precision, double precision, double precision, double precision, integer, text) from public;
grant execute on function bandit_internal.describe_outlook(text, double precision, double precision, double precision, double precision, double precision, integer, text)
to bandit_operator, bandit_reader;
