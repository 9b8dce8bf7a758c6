-- depends: 0012.followers
-- What a look back sees of a post that was read again since.

create type bandit_internal.reading as (
    likes bigint,
    views bigint,
    impressions bigint,
    exposure bigint,
    followers_gained numeric
);
comment on type bandit_internal.reading is 'The metrics of a post as they were known at some time; NULL: not measured.';
comment on column bandit_internal.reading.likes is 'Likes, a count.';
comment on column bandit_internal.reading.views is 'Views, a count.';
comment on column bandit_internal.reading.impressions is 'Impressions, a count.';
comment on column bandit_internal.reading.exposure is 'Exposure in the account''s measure.';
comment on column bandit_internal.reading.followers_gained is 'Followers that were reported for the post.';

comment on column bandit.account_settings.failing_min_posts is 'Measured posts in the lookback that gained nobody, or lost some, to make a failure, at least 1.';
