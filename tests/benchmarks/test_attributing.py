"""Attributing a busy month again: 3,000 posts that were read 30 times each, and a follower count every hour."""

from datetime import UTC, datetime, timedelta

from tests.benchmarks.figures import at_most, for_information, in_turns, seconds

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
POSTS, READINGS, COUNTS = 3000, 30, 720
MONTH = """
with posts as materialized (
    select
        gen_random_uuid() as decision_id,
        %(now)s - n * interval '30 days' / %(posts)s as posted_at,
        200 + 37 * (n %% 29) as impressions,
        n
    from generate_series(0, %(posts)s - 1) as n
),
decided as (
    insert into bandit.content_metadata (
        account_id, decision_id, generator_name, source, status, posted_at, tweet_id
    )
    select 1, p.decision_id, 'coach', 'import', 'posted', p.posted_at, p.n::text
    from posts as p
),
read as (
    insert into bandit.metric_snapshots (account_id, decision_id, bucket_at, collected_at, impressions, source)
    select 1, p.decision_id, r.read_at, r.read_at, round(p.impressions * (1 - exp(-i * i * 483.0 / 43200))), 'scrape'
    from posts as p
    cross join generate_series(1, %(readings)s) as i
    cross join lateral (select p.posted_at + i * i * interval '483 seconds' as read_at) as r
),
counted as (
    insert into bandit.follower_snapshots (account_id, snapshot_at, source, followers)
    select 1, %(now)s - n * interval '1 hour', 'scrape', 20000 - 3 * n + n * 7919 %% 5
    from generate_series(0, %(counts)s) as n
)
insert into bandit.outcomes (account_id, decision_id, impressions, source, collected_at, known_at)
select 1, p.decision_id, p.impressions, 'scrape', p.posted_at + interval '6 days', p.posted_at
from posts as p
"""
ATTRIBUTE = "select * from bandit.attribute_followers(p_from => %s, p_now => %s)"


def test_attribute(db):
    db.execute("set session_replication_role = replica")  # the rows are sound: check no keys
    db.execute(MONTH, {"now": NOW, "posts": POSTS, "readings": READINGS, "counts": COUNTS})
    db.execute("reset session_replication_role")
    db.execute("vacuum analyze")

    def attribute() -> dict:
        return db.execute(ATTRIBUTE, (NOW - timedelta(days=30), NOW)).fetchone()

    first = seconds(attribute)
    again = attribute()
    assert (again["intervals"], again["changed"]) == (COUNTS, 0)
    assert again["attributed"] + again["unattributed"] == again["gained"]
    [took] = in_turns(5, lambda: seconds(attribute))
    for_information(f"attributing {POSTS:,} posts, {COUNTS} counts, at first", f"{first:.2f} s")
    at_most(2, took, f"attributing {POSTS:,} posts, {COUNTS} counts again, s", f"{took:.2f} s")
