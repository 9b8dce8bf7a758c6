-- int_post_texts: properties of the text of a post.

create or replace view bandit_internal.int_post_texts as
select
    c.account_id,
    c.decision_id,
    char_length(c.content) as characters,
    case when c.content is not null then cardinality(array_remove(regexp_split_to_array(trim(c.content), '[[:space:]]+'), '')) end as words,
    c.content ~ '[0-9]' as has_numbers,
    c.content ~ '[?？]' as has_question,
    c.content ~* '[[:<:]](follow|retweet|repost|share|reply|comment|like this|tag (a|your|someone)|subscribe|sign up|join (us|me|now)|bookmark|save this|dm me|link in bio|let me know|tell me|click|download|read more|check (it )?out|learn more|try it)[[:>:]]' as has_call_to_action,
    c.content ~* '(https?://|[[:<:]]www[.])[^[:space:]]' as has_link,
    c.content ~ '(^|[^[:alnum:]_&])#[[:alpha:]_]' as has_hashtag,
    c.content ~ '[☀-➿⭐⭕🇦-🇿🌀-🫿]' as has_emoji
from bandit.content_metadata as c
where c.status = 'posted';

comment on view bandit_internal.int_post_texts is
    'Posts that went out, with properties of their text: characters and words are counts; the address of a link counts as text. NULL: the text was not stored.';

grant select on bandit_internal.int_post_texts to bandit_operator, bandit_reader;
