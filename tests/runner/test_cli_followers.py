"""import followers: the daily overview export and the hand-kept file of months, and import posts beside it."""

import json
from decimal import Decimal

import pytest

from runner.errors import UserError
from runner.importers.followers import FollowersFile

OVERVIEW = """\
Date,Impressions,Likes,New follows,Unfollows
"Fri, Mar 21, 2025","1,070",11,4,1
"Thu, Mar 20, 2025",1303,40,0,2
"Wed, Mar 19, 2025",823,15,-,1
"""
MONTHLY = """\
commit_date,date,month,followers,new_followers,tweets,tweet_impressions
2019-01-02,2019-01-01,Dec,21925,333,28,211000
2018-08-02,2018-02-28,Feb,NA,546,22,216000
2017-10-02,2017-06-01,May,NA,NA,20,110000
"""
POSTS = """\
Post id,Date,Post text,Impressions,Likes,New follows
1902622306553184746,Thu Mar 20 2025,hello,1000,5,1
"""


@pytest.fixture
def folder(tmp_path):
    for name, text in (("overview.csv", OVERVIEW), ("monthly.csv", MONTHLY), ("posts.csv", POSTS)):
        (tmp_path / name).write_text(text)
    return tmp_path


def gains(db) -> list[tuple]:
    rows = db.execute("select * from bandit.follower_gains order by from_at").fetchall()
    return [
        (f"{row['from_at']:%Y-%m-%d}", f"{row['until_at']:%Y-%m-%d}", row["gained"], row["impressions"]) for row in rows
    ]


def test_days(folder, as_json, ok, db):
    counts = {"read": 3, "inserted": 2, "updated": 0, "unchanged": 1, "rejected": 0}
    assert as_json("import", "followers", folder / "overview.csv") == counts
    assert gains(db) == [("2025-03-20", "2025-03-21", -2, 1303), ("2025-03-21", "2025-03-22", 3, 1070)]
    again = ok("import", "followers", folder / "overview.csv")
    assert again == "read       3\ninserted   0\nupdated    0\nunchanged  3\nrejected   0\n"


def test_months(folder, as_json, db):
    assert as_json("import", "followers", folder / "monthly.csv")["inserted"] == 2
    assert gains(db) == [("2018-02-01", "2018-03-01", 546, 216000), ("2018-12-01", "2019-01-01", 333, 211000)]
    [count] = db.execute("select * from bandit.follower_snapshots").fetchall()
    assert (count["followers"], f"{count['snapshot_at']:%Y-%m-%d}") == (21925, "2019-01-01")


def test_days_are_the_accounts(folder, as_json, ok, db):
    ok("account", "set", "time_zone", "Asia/Tokyo")
    as_json("import", "followers", folder / "overview.csv")
    assert db.execute("select max(until_at) from bandit.follower_gains").fetchone()["max"].hour == 15


@pytest.mark.parametrize(("option", "followers", "source"), [([], 1, "reported"), (["--attribute"], -2, "attributed")])
def test_reported_follows_are_used_unless_attributed(folder, as_json, db, option, followers, source):
    as_json("import", "posts", folder / "posts.csv", "--generator", "coach", *option)
    (folder / "overview.csv").write_text("\n".join(OVERVIEW.splitlines()[::2]))  # the day of the post alone
    as_json("import", "followers", folder / "overview.csv")
    row = db.execute("select followers_gained, followers_source, extra from bandit.outcomes").fetchone()
    assert (row["followers_gained"], row["followers_source"]) == (Decimal(followers), source)
    assert row["extra"] == ({"follows": "1"} if option else {})


def test_bad_rows_are_reported_and_stored_and_the_others_imported(folder, cli, db):
    bad = OVERVIEW + 'yesterday,1,1,1,1\n"Tue, Mar 18, 2025",-7,1,1,1\n"Mon, Mar 17, 2025",1\n'
    (folder / "overview.csv").write_text(bad)
    done = cli("import", "followers", folder / "overview.csv", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"read": 6, "inserted": 2, "updated": 0, "unchanged": 1, "rejected": 3}
    assert sorted(done.stderr.splitlines()) == [
        "overview.csv:5: Date: not a date: yesterday",
        "overview.csv:6: Impressions: -7 is negative",
        "overview.csv:7: 2 fields on 1 line, but the header has 5: a quote or a comma is misplaced",
    ]
    assert len(db.execute("select from bandit.rejected_rows").fetchall()) == 3


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Date,Impressions\n", "has no column for followers"),
        ("Date,New follows\n", "has no column for followers"),
        ("New follows,Unfollows\n", "has no column for the day"),
        ("Date,New followers,Followers gained\n", "have the same meaning"),
    ],
)
def test_a_file_that_is_no_such_export(tmp_path, text, complaint):
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(UserError, match=complaint):
        FollowersFile(tmp_path / "a.csv")
