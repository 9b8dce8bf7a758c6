"""A small bot with three personas of its own. pgbandit chooses which of them writes the next post.

    python bot.py create     once: the account and its personas
    python bot.py post       twice a day: one post
    python bot.py measure    a few times a day: the metrics of the posts of the last week

DATABASE_URL is the address of the database. Replace the functions publish and read_metrics with calls to your platform.
"""

import os
import sys
import uuid

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

HANDLE = "small_bot"
PERSONAS = ["historian", "comedian", "night owl"]


def publish(persona: str) -> str:
    """Replace this: write a post as the persona, publish it, and return the platform's id of the post."""
    print(f"{persona}: Hello!")
    return uuid.uuid4().hex


def read_metrics(post_ids: list[str]) -> list[dict]:
    """Replace this: return the present metrics of each post. Leave out what was not measured: it is not 0."""
    return [{"tweet_id": post_id, "impressions": 812, "likes": 3, "followers_gained": 1} for post_id in post_ids]


def create(db: psycopg.Connection, handle: str) -> None:
    # All personas start with the same weight.
    db.execute("select bandit.create_account(%s, p_generators => %s)", [handle, Jsonb(PERSONAS)])


def post(db: psycopg.Connection, handle: str) -> None:
    # The choice is random: a persona with the weight 0.6 writes 60 % of the posts.
    query = "select * from bandit.choose_generator(p_account_id => bandit.account_id(%s))"
    decision = db.execute(query, [handle]).fetchone()
    try:
        post_id = publish(decision["generator_name"])
    except Exception as error:
        # The decision does not become a post, so no metrics will come.
        query = "select bandit.discard_decision(%s, %s, p_account_id => bandit.account_id(%s))"
        db.execute(query, [decision["decision_id"], str(error), handle])
        raise
    # If the connection fails here, repeat the call: the same call twice has no effect the second time.
    query = "select bandit.mark_posted(%s, %s, p_account_id => bandit.account_id(%s))"
    db.execute(query, [decision["decision_id"], post_id, handle])


def measure(db: psycopg.Connection, handle: str) -> None:
    # pgbandit knows the posts, so the bot need not store them.
    query = """
        select tweet_id
        from bandit.post_metrics
        where account_id = bandit.account_id(%s) and posted_at > bandit.clock() - interval '7 days'
    """
    post_ids = [row["tweet_id"] for row in db.execute(query, [handle])]
    # Repeated readings of a post show pgbandit how fast impressions and followers arrive.
    query = "select * from bandit.record_outcomes(%s, p_account_id => bandit.account_id(%s))"
    stored = db.execute(query, [Jsonb(read_metrics(post_ids)), handle]).fetchone()
    if stored["rejected"]:  # the view bandit.rejected_rows shows the reasons
        print(f"{stored['rejected']} of {stored['read']} rows were rejected", file=sys.stderr)


def main() -> None:
    command = {"create": create, "post": post, "measure": measure}.get(" ".join(sys.argv[1:])) or sys.exit(__doc__)
    # With autocommit a decision is stored before its post is published.
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, row_factory=dict_row) as db:
        command(db, HANDLE)


if __name__ == "__main__":
    main()
