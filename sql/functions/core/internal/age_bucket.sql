-- age_bucket: the age of a post in buckets of 6 hours.

create or replace function bandit_internal.age_bucket(
    p_age interval   -- age of the post
) returns integer
language sql
immutable
parallel safe
as $function$
    select least(greatest(ceil(date_part('epoch', p_age) / 21600), 1), 28)::integer
$function$;

comment on function bandit_internal.age_bucket(interval) is
    'Returns the bucket of 6 hours that an age falls in: 1 up to 6 hours, 28 above 162 hours; NULL for NULL.';

revoke all on function bandit_internal.age_bucket(interval) from public;
grant execute on function bandit_internal.age_bucket(interval) to bandit_operator, bandit_reader;
