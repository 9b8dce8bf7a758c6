"""The loop on two real exports, one in each format; what the database says is worked out again from the files."""

import csv
import json
import re
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "data"
ROPENSCI = REAL / "ropensci"
KAIA = REAL / "kaiadevintern"

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real exports (../shared/data) are not here")


def number(text: str) -> float | None:
    return None if text in {"", "-", "NA"} else float(text.replace(",", ""))


@pytest.fixture(scope="module")
def posts() -> list[dict]:
    """rOpenSci's posts: generator, posted_at, impressions, followers."""
    with (ROPENSCI / "generators.csv").open() as file:
        generators = {row["post_id"]: row["generator_name"] for row in csv.DictReader(file)}
    rows = []
    for path in ROPENSCI.glob("tweet_activity_metrics_*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows += csv.DictReader(file)
    return [
        {
            # one spelling out of several: the generators' names differ in their letters alone
            "generator": re.sub("[^a-z0-9]", "", generators[row["Tweet id"]].lower()),
            "posted_at": datetime.strptime(row["time"], "%Y-%m-%d %H:%M %z"),
            "impressions": number(row["impressions"]),
            "followers": number(row["follows"]),
        }
        for row in rows
    ]


def totals(posts: list[dict], at: datetime, lookback: timedelta) -> dict[str, dict]:
    """By generator, over the measured posts of the window: posts, impressions, followers and F/1K."""
    by_generator = defaultdict(lambda: {"total_posts": 0, "total_impressions": 0, "total_followers": 0})
    for post in posts:
        if at - lookback < post["posted_at"] <= at and post["impressions"]:
            assert post["followers"] is not None
            total = by_generator[post["generator"]]
            total["total_posts"] += 1
            total["total_impressions"] += post["impressions"]
            total["total_followers"] += post["followers"]
    for total in by_generator.values():
        total["f_per_1k"] = pytest.approx(1000 * total["total_followers"] / total["total_impressions"])
    return by_generator


def told(report: dict) -> dict[str, dict]:
    """The same of a report, for the generators that have any measured post."""
    columns = ("total_posts", "total_impressions", "total_followers", "f_per_1k")
    return {
        row["generator_name"].lower(): {column: row[column] for column in columns}
        for row in report["generators"]
        if row["total_posts"]
    }


def test_ropensci(pgbandit, posts, db):
    def run(*arguments):
        done = pgbandit(*arguments, "--account", "ropensci", "--json")
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    pgbandit("account", "create", "ropensci")
    exports = sorted(ROPENSCI.glob("tweet_activity_metrics_*.csv"))
    importing = ("import", "posts", *exports, "--generators", ROPENSCI / "generators.csv")
    counts = {"read": 822, "inserted": 822, "updated": 0, "unchanged": 0, "rejected": 0}
    assert run(*importing) == counts
    assert run(*importing) == counts | {"inserted": 0, "unchanged": 822}
    assert len(posts) == 822

    year = run("report", "--at", "2018-12-31", "--lookback", "365 days")
    assert told(year) == totals(posts, datetime(2018, 12, 31, tzinfo=UTC), timedelta(days=365))

    replaying = ("replay", "--from", "2017-06-01", "--to", "2017-06-03", "--every", "6h", "--lookback", "90 days")
    assert run(*replaying) == {"runs": 9, "success": 9, "skipped": 0}
    assert run(*replaying) == {"runs": 0, "success": 0, "skipped": 0}

    at, lookback = datetime(2017, 6, 2, 12, tzinfo=UTC), timedelta(days=90)
    expected = totals(posts, at, lookback)
    assert told(run("report", "--at", at.isoformat(), "--lookback", "90 days")) == expected
    stored = db.execute("select * from bandit.recent_runs where run_at = %s", [at]).fetchone()
    remembered = totals(posts, at, timedelta(days=270))  # three half-lives of the policy thompson
    assert stored["posts_analyzed"] == sum(total["total_posts"] for total in remembered.values())
    ranked = sorted(expected, key=lambda name: expected[name]["f_per_1k"].expected)
    assert expected[ranked[-2]]["f_per_1k"].expected < expected[ranked[-1]]["f_per_1k"].expected  # no tie at the top
    assert stored["top_performer"].lower() == ranked[-1]
    assert expected[stored["bottom_performer"].lower()]["f_per_1k"] == expected[ranked[0]]["f_per_1k"].expected

    weights = db.execute("select sum(weight) from bandit.weights where account = 'ropensci'").fetchone()
    assert weights["sum"] == 1


def test_kaiadevintern(pgbandit, db):
    exports = sorted(KAIA.glob("account_analytics_content_*.csv"))
    importing = ("import", "posts", *exports, "--generators", KAIA / "generators.csv", "--json")
    counts = {"read": 173, "inserted": 173, "updated": 0, "unchanged": 0, "rejected": 0}
    assert json.loads(pgbandit(*importing).stdout) == counts
    assert json.loads(pgbandit(*importing).stdout) == counts | {"inserted": 0, "unchanged": 173}

    with exports[0].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    stored = db.execute("""
        select
            count(*) as posts,
            sum(impressions) as impressions,
            sum(followers_gained) as followers,
            max(posted_at) as last
        from bandit_internal.int_posts
    """).fetchone()
    assert stored["posts"] == len(rows) == 173
    assert stored["impressions"] == sum(number(row["Impressions"]) for row in rows)
    assert stored["followers"] == sum(number(row["New follows"]) for row in rows)
    newest = max(int(row["Post id"]) for row in rows)  # the files have no time of day, but the ids do
    assert stored["last"] == datetime.fromtimestamp(((newest >> 22) + 1288834974657) / 1000, UTC)


# docs/followers.md: account, its folder, its posts and followers, time and window of the report.
ACCOUNTS = {
    1: (KAIA, "account_analytics_content_*.csv", "account_overview_analytics.csv", "2025-03-22", "90 days"),
    2: (ROPENSCI, "tweet_activity_metrics_*.csv", "monthly_account_metrics.csv", "2019-01-01", "800 days"),
}


def published(account: int) -> dict[str, tuple]:
    """What the page says of an account's generators: posts, F/1K reported, F/1K attributed."""
    rows = re.findall(r"^\| (\w+) \| (.*) \|$", (ROOT / "docs" / "followers.md").read_text(), re.MULTILINE)
    cells = {name: [cell.strip() for cell in text.split("|")][3 * account - 3 : 3 * account] for name, text in rows}
    return {name: (int(posts), *map(float, rates)) for name, (posts, *rates) in cells.items() if posts.isdigit()}


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_page_on_followers_has_these_numbers(pgbandit, db, account):
    folder, posts, followers, at, lookback = ACCOUNTS[account]

    def run(*arguments):
        done = pgbandit(*arguments, "--json")
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    rates = {}
    for handle, options in (("reported", []), ("attributed", ["--attribute"])):
        pgbandit("account", "create", handle)
        exports = sorted(folder.glob(posts))
        mapping = ("--generators", folder / "generators.csv", "--account", handle)
        assert run("import", "posts", *exports, *mapping, *options)["rejected"] == 0
        counts = run("import", "followers", folder / followers, "--account", handle)
        assert counts["inserted"] > 0
        assert run("import", "followers", folder / followers, "--account", handle)["unchanged"] == counts["read"]
        rates[handle] = {
            row["generator_name"]: (row["total_posts"], round(row["f_per_1k"], 2))
            for row in run("report", "--at", at, "--lookback", lookback, "--account", handle)["generators"]
            if row["total_posts"]
        }
    measured = {name: (*row, rates["attributed"][name][1]) for name, row in rates["reported"].items()}
    assert measured == published(account)

    with (folder / followers).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    gains = [
        number(row["New follows"]) - number(row["Unfollows"]) if "Unfollows" in row else number(row["new_followers"])
        for row in rows
    ]
    for handle in ("reported", "attributed"):
        balance = db.execute(
            """
            select sum(gained) as gained, sum(reported) as reported, sum(attributed + unattributed) as both
            from bandit.follower_balance
            where account = %s
            """,
            [handle],
        ).fetchone()
        assert balance["gained"] == balance["both"] == sum(gain for gain in gains if gain is not None)
        assert (balance["reported"] > 0) == (handle == "reported")
