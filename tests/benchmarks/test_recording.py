"""record_outcomes against a bare INSERT ... ON CONFLICT DO UPDATE of the same rows, and of the same snapshots."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.benchmarks.figures import at_least, in_turns, seconds

BATCH = 1000
POSTS = 5 * BATCH
FIRST = datetime(2026, 11, 23, 12, tzinfo=UTC)
RECORD = "select * from bandit.record_outcomes(%s)"
BARE = """
with given as materialized (
    select r.*
    from jsonb_to_recordset(%s) as r (
        decision_id uuid, likes bigint, retweets bigint, replies bigint, quotes bigint, bookmarks bigint, views bigint,
        impressions bigint, profile_clicks bigint, url_clicks bigint, engagements bigint, followers_gained numeric,
        collected_at timestamptz
    )
),
outcomes as (
    insert into bandit.outcomes (
        account_id, decision_id, likes, retweets, replies, quotes, bookmarks, views, impressions, profile_clicks,
        url_clicks, engagements, followers_gained, followers_source, source, collected_at, known_at
    )
    select
        1, r.decision_id, r.likes, r.retweets, r.replies, r.quotes, r.bookmarks, r.views, r.impressions,
        r.profile_clicks, r.url_clicks, r.engagements, r.followers_gained, 'reported', 'bot',
        r.collected_at, r.collected_at
    from given as r
    on conflict (account_id, decision_id) do update
    set likes = excluded.likes,
        retweets = excluded.retweets,
        replies = excluded.replies,
        quotes = excluded.quotes,
        bookmarks = excluded.bookmarks,
        views = excluded.views,
        impressions = excluded.impressions,
        profile_clicks = excluded.profile_clicks,
        url_clicks = excluded.url_clicks,
        engagements = excluded.engagements,
        followers_gained = excluded.followers_gained,
        source = excluded.source,
        collected_at = excluded.collected_at,
        known_at = excluded.known_at
)
insert into bandit.metric_snapshots (
    account_id, decision_id, bucket_at, collected_at,
    likes, retweets, replies, quotes, bookmarks, views, impressions, profile_clicks,
    url_clicks, engagements, followers_gained, source, raw
)
select
    1, r.decision_id, date_bin('10 minutes', r.collected_at, '2000-01-01 00:00+00'), r.collected_at,
    r.likes, r.retweets, r.replies, r.quotes, r.bookmarks, r.views, r.impressions, r.profile_clicks,
    r.url_clicks, r.engagements, r.followers_gained, 'bot', to_jsonb(r)
from given as r
"""


@pytest.mark.parametrize("what", ["first readings", "later readings"])
def test_record(db, database, what):
    posts = add_posts(db)
    days = iter(range(1000))

    def rows_a_second(statement: str) -> float:
        if what == "first readings":
            db.execute("truncate bandit.outcomes, bandit.metric_snapshots")
        return POSTS / seconds_to_store(database, statement, readings(posts, next(days)))

    in_turns(1, partial(rows_a_second, RECORD), partial(rows_a_second, BARE))
    recorded, inserted = in_turns(9, partial(rows_a_second, RECORD), partial(rows_a_second, BARE))
    assert db.execute("select count(*) from bandit.outcomes").fetchone() == {"count": POSTS}
    assert db.execute("select count(*) from bandit.rejected_metrics").fetchone() == {"count": 0}
    at_least(
        0.4,
        recorded / inserted,
        f"record_outcomes, {what}, {BATCH:,} a batch",
        f"{recorded:,.0f} rows/s, bare insert {inserted:,.0f}/s",
    )


def add_posts(db) -> list[str]:
    """Posts without outcomes; returns their decisions."""
    rows = db.execute(
        """
        insert into bandit.content_metadata (account_id, generator_name, source, status, posted_at, tweet_id)
        select 1, 'dataNerd', 'import', 'posted', now(), n::text
        from generate_series(1, %s) as n
        returning decision_id::text
        """,
        [POSTS],
    )
    return [row["decision_id"] for row in rows]


def readings(posts: list[str], day: int) -> list[dict]:
    """What is read of each post on that day: a little more than the day before."""
    return [
        reading(post, (FIRST + timedelta(day)).isoformat(), 100 * (1 + rank % 97 + day))
        for rank, post in enumerate(posts)
    ]


def reading(post: str, collected_at: str, impressions: int) -> dict:
    """All that a scraper may find."""
    return {
        "decision_id": post,
        "collected_at": collected_at,
        "likes": impressions // 30,
        "retweets": impressions // 90,
        "replies": impressions // 70,
        "quotes": impressions // 200,
        "bookmarks": impressions // 60,
        "views": impressions,
        "impressions": impressions,
        "profile_clicks": impressions // 20,
        "url_clicks": impressions // 40,
        "engagements": impressions // 10,
        "followers_gained": impressions // 150,
    }


def seconds_to_store(database: str, statement: str, rows: list[dict]) -> float:
    """In a session of its own, as a scraper has one, batch by batch."""
    with psycopg.connect(database, autocommit=True) as connection:
        return seconds(lambda: [connection.execute(statement, [Jsonb(batch)]) for batch in batches(rows)])


def batches(rows: list[dict]) -> Iterator[list[dict]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
