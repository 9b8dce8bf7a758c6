"""import posts: how fast, and whether memory stays flat however long the file."""

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.benchmarks.figures import at_least, at_most, for_information

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "tweet_activity_metrics_DormouseDozes_20250301_20250401_en.csv"
COLUMNS = next(csv.reader(SAMPLE.read_text(encoding="utf-8").splitlines()))
NO_PROMOTION = {name: "-" for name in COLUMNS if name.startswith("promoted")}
FEW, MANY = 20_000, 100_000
ROWS_A_SECOND, MEGABYTES = 10_000, 150
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
MILLISECONDS = timedelta(milliseconds=1)
SNOWFLAKES_BEGIN = datetime(2010, 11, 4, 1, 42, 54, 657000, tzinfo=UTC)
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Runs a command, then prints the most memory that it has held, in kilobytes. (A child that is made by a larger process
starts with that one's figure.)"""


@pytest.fixture
def export(tmp_path) -> Callable[[int], Path]:
    """Write an export of so many posts, in the classic format with its 40 columns."""

    def write(posts: int) -> Path:
        path = tmp_path / f"{posts}.csv"
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, COLUMNS, restval="0", quoting=csv.QUOTE_ALL)
            writer.writeheader()
            writer.writerows(post(number) for number in range(posts))
        return path

    return write


@pytest.fixture
def import_posts(db, database) -> Callable[[Path, str], tuple[float, float]]:
    """Import a file, all rows of which are to be inserted into empty tables, or unchanged.

    Returns how many rows a second it was, and the most megabytes that the command has held.
    """

    def run(file: Path, expected: str) -> tuple[float, float]:
        if expected == "inserted":
            db.execute("truncate bandit.content_metadata cascade")
        command = [sys.executable, "-m", "runner", "import", "posts", str(file), "--generator", "dataNerd", "--json"]
        environment = os.environ | {"PGBANDIT_DSN": database}
        started = time.perf_counter()
        printed = subprocess.check_output([sys.executable, "-c", PEAK, *command], cwd=ROOT, env=environment)
        took = time.perf_counter() - started
        counts, kilobytes = map(json.loads, printed.splitlines())
        assert counts["read"] == counts[expected]
        return counts["read"] / took, kilobytes / 1024

    return run


def test_import(export, import_posts):
    few, many = export(FEW), export(MANY)
    _, few_peak = import_posts(few, "inserted")
    rates, peaks = zip(*(import_posts(many, "inserted") for _ in range(3)), strict=True)
    fastest, peak = max(rates), max(peaks)  # whatever else the machine does can only slow it down
    again, _ = import_posts(many, "unchanged")

    for_information(f"import posts again, {MANY:,} rows", f"{again:,.0f} rows/s")
    at_most(
        1.1,
        peak / few_peak,
        f"import posts, memory, {MANY:,} rows against {FEW:,}",
        f"{peak:.0f} MB, {few_peak:.0f} MB",
    )
    at_most(1, peak / MEGABYTES, f"import posts, memory, of {MEGABYTES} MB", f"{peak:.0f} MB")
    at_least(
        1,
        fastest / ROWS_A_SECOND,
        f"import posts, {MANY:,} rows, of {ROWS_A_SECOND:,}/s",
        f"{fastest:,.0f} rows/s",
    )


def post(number: int) -> dict[str, str]:
    """The fields of a post that are not 0."""
    at = FIRST + timedelta(minutes=10 * number)
    post_id = str((at - SNOWFLAKES_BEGIN) // MILLISECONDS << 22)
    impressions = 50 + number * 7919 % 4999
    return NO_PROMOTION | {
        "Tweet id": post_id,
        "Tweet permalink": f"https://twitter.com/DormouseDozes/status/{post_id}",
        "Tweet text": f'Field notes, {number}: slept behind the old seed shed. "Fog until nine," they said.',
        "time": at.strftime("%Y-%m-%d %H:%M +0000"),
        "impressions": f"{impressions}.0",
        "engagements": f"{impressions // 10}.0",
        "engagement rate": "0.1",
        "likes": f"{impressions // 50}.0",
        "retweets": f"{impressions // 100}.0",
        "replies": f"{impressions // 200}.0",
        "follows": str(impressions // 500),
    }
