-- known_keys: the keys of the rows that record_outcomes, finish_scrape and import_posts take.

create or replace function bandit_internal.known_keys() returns text[]
language sql
immutable
parallel safe
as $function$
    select array['tweet_id', 'decision_id', 'collected_at'] || bandit_internal.count_names() || array[
        'followers_gained', 'followers_source', 'extra', 'unavailable', 'raw',
        'posted_at', 'generator_name', 'content', 'file', 'row', 'problem', 'error', 'deleted', 'absent'
    ]
$function$;

comment on function bandit_internal.known_keys() is
    'Returns the keys of the rows of record_outcomes, finish_scrape and import_posts; any other key is ignored, see unknown_keys.';

revoke all on function bandit_internal.known_keys() from public;
