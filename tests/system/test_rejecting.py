"""Batches that are refused at the same time do not stand in each other's way."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
from psycopg.types.json import Jsonb

ROWS = [{"tweet_id": f"unknown{number}", "likes": 1} for number in range(300)]
ROUNDS = 10


def test_two_batches_with_the_same_bad_rows_in_opposite_order(database, db):
    def record(rows: list[dict]) -> None:
        with psycopg.connect(database, autocommit=True) as connection:
            for _ in range(ROUNDS):
                connection.execute("select * from bandit.record_outcomes(%s)", [Jsonb(rows)])
                connection.execute("delete from bandit.rejected_metrics")

    with ThreadPoolExecutor() as pool:
        list(pool.map(record, (ROWS, ROWS[::-1])))  # raises what a thread raised, such as DeadlockDetected
