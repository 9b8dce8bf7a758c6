-- find_context: the context that a post belongs to, before it is written.
--
-- The context that fixes most of topic, format and daypart; a topic or format that no context names fits only those that fix
-- none. Contexts are few, and most accounts have none: one look-up by key.

create or replace function bandit_internal.find_context(
    p_account_id bigint,        -- the account
    p_context    jsonb,         -- what is known of the post; null: nothing
    p_now        timestamptz    -- when it is written, which decides the daypart
) returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return coalesce(
        (
            select c.context_number
            from bandit.contexts as c
            join bandit.account_settings as s on s.account_id = c.account_id
            where c.account_id = p_account_id
              and s.by_context
              and (c.topic = p_context ->> 'topic' or c.topic is null)
              and (c.format = p_context ->> 'format' or c.format is null)
              and (c.daypart = bandit_internal.daypart(p_now, s.time_zone) or c.daypart is null)
            order by num_nonnulls(c.topic, c.format, c.daypart) desc, c.topic collate "C", c.format collate "C"
            limit 1
        ),
        0
    );
end
$function$;

comment on function bandit_internal.find_context(bigint, jsonb, timestamptz) is
    'Returns the number of the most precise context whose topic, format and daypart fit; among equals one with a topic comes first, then one with a format; 0: none fits, or the setting by_context is off.';

revoke all on function bandit_internal.find_context(bigint, jsonb, timestamptz) from public;
