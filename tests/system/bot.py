"""A bot that an account may have: it chooses, posts, and records what became of its posts, as the README says."""

from datetime import datetime

import psycopg
from psycopg.types.json import Jsonb

POSTS = 40


def post(db: psycopg.Connection, account_id: int, at: datetime | None = None) -> None:
    """Posts spread evenly over the weights; only humanVoice gains followers."""
    rows = []
    for number in range(POSTS):
        choice = choose(db, account_id, (number + 0.5) / POSTS, at)
        mark_posted(db, account_id, choice["decision_id"], f"{number}", at)
        gained = 4 if choice["generator_name"] == "humanVoice" else 0
        rows.append({"tweet_id": f"{number}", "impressions": 1000, "followers_gained": gained})
    db.execute("select bandit.record_outcomes(%s, 'bot', %s, %s)", (Jsonb(rows), at, account_id))


def choose(db: psycopg.Connection, account_id: int, u: float, at: datetime | None = None) -> dict:
    query = "select * from bandit.choose_generator(p_account_id => %s, p_arm => 'control', p_u => %s, p_now => %s)"
    return db.execute(query, (account_id, u, at)).fetchone()


def mark_posted(
    db: psycopg.Connection, account_id: int, decision_id, tweet_id: str, at: datetime | None = None
) -> None:
    db.execute("select bandit.mark_posted(%s, %s, %s, p_account_id => %s)", (decision_id, tweet_id, at, account_id))
