"""import posts, from files in both formats, with everything that can be wrong with them."""

import json
from datetime import UTC, datetime

import pytest

CLASSIC = """\
"Tweet id","Tweet text","time","impressions","likes","follows"
"1897533268331732704","Good, night","2025-03-06 06:10 +0000","1000.0","10.0","2"
"1897556696926215732","A ""quote""
on two lines","2025-03-06 07:43 +0000","500.0","-","-"
"""
NEWER = """\
Post id,Date,Post text,Impressions,Likes,New follows
1902622306553184746,Thu Mar 20 2025,hello,"1,033",5,1
"""
MAPPING = """\
post_id,generator_name
1897533268331732704,story_teller
1897556696926215732,Data Nerd
1902622306553184746,coach
"""
CLASSIC_NAME = "tweet_activity_metrics_me_20250301_20250401_en.csv"
NEWER_NAME = "account_analytics_content_2025-01-01_2025-03-22.csv"
STORED = """
    select
        tweet_id, generator_name, impressions, likes, followers_gained as followers, posted_at, collected_at, known_at
    from bandit.content_metadata
    join bandit.outcomes using (account_id, decision_id)
    order by tweet_id
"""


@pytest.fixture
def folder(tmp_path):
    """A folder to import from: two exports and a mapping."""
    for name, text in ((CLASSIC_NAME, CLASSIC), (NEWER_NAME, NEWER), ("generators.csv", MAPPING)):
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def bad(folder):
    """An export with three bad rows of five; its header names differ from ours."""
    text = """\
Post id,Date,Post text,Impressions,Favorites,New follows
1902622306553184746,Thu Mar 20 2025,fine,1000,5,1
1902622306553184747,Thu Mar 20 2025,negative,1000,-5,1
abc,Thu Mar 20 2025,no id,1000,5,1
1902622306553184749,yesterday,no date,1000,5,1
1902622306553184750,Thu Mar 20 2025,"fine, too",1000,NA,
"""
    (folder / "bad.csv").write_text(text)
    return folder / "bad.csv"


def test_both_formats_in_one_call(folder, as_json, ok, db):
    arguments = (
        "import",
        "posts",
        folder / CLASSIC_NAME,
        folder / NEWER_NAME,
        "--generators",
        folder / "generators.csv",
    )
    counts = {"read": 3, "inserted": 3, "updated": 0, "unchanged": 0, "rejected": 0}
    assert as_json(*arguments) == counts
    first, second, third = db.execute(STORED).fetchall()
    assert [row["generator_name"] for row in (first, second, third)] == ["storyteller", "dataNerd", "coach"]
    assert (first["impressions"], first["likes"], first["followers"]) == (1000, 10, 2)
    assert (second["impressions"], second["likes"], second["followers"]) == (500, None, None)
    assert third["impressions"] == 1033
    assert first["posted_at"] == first["known_at"] == datetime(2025, 3, 6, 6, 10, tzinfo=UTC)
    assert [row["collected_at"].day for row in (first, third)] == [1, 22]  # the end of the period in each file's name

    assert as_json(*arguments) == counts | {"inserted": 0, "unchanged": 3}
    assert ok(*arguments) == "read       3\ninserted   0\nupdated    0\nunchanged  3\nrejected   0\n"


def test_a_later_export_updates(folder, as_json):
    arguments = ("import", "posts", folder / NEWER_NAME, "--generator", "coach")
    as_json(*arguments)
    (folder / NEWER_NAME).write_text(NEWER.replace("1,033", "1,040"))
    assert as_json(*arguments, "--collected-at", "2025-04-01")["updated"] == 1


def test_collected_at_wins_over_the_files_name(folder, as_json, db):
    as_json("import", "posts", folder / NEWER_NAME, "--generator", "coach", "--collected-at", "2025-05-05T05:05+00:05")
    assert db.execute(STORED).fetchone()["collected_at"] == datetime(2025, 5, 5, 5, 0, tzinfo=UTC)


def test_a_post_without_a_generator_is_refused(folder, cli, as_json):
    done = cli("import", "posts", folder / NEWER_NAME, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"read": 1, "inserted": 0, "updated": 0, "unchanged": 0, "rejected": 1}
    assert done.stderr == f"{NEWER_NAME}:2: generator_name: no generator is mapped to this post\n"
    assert as_json("import", "posts", folder / NEWER_NAME, "--generator", "Coach")["inserted"] == 1
    assert as_json("import", "posts", folder / NEWER_NAME)["unchanged"] == 1  # by now it has one


def test_an_unknown_generator_names_the_nearest(folder, cli):
    done = cli("import", "posts", folder / NEWER_NAME, "--generator", "coaching")
    assert done.returncode == 1
    reason = "there is no generator 'coaching'; nearest: coach, "
    assert done.stderr.startswith(f"{NEWER_NAME}:2: generator_name: {reason}")


def test_bad_rows_are_reported_and_stored_and_the_others_imported(bad, cli, db):
    done = cli("import", "posts", bad, "--generator", "coach", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"read": 5, "inserted": 2, "updated": 0, "unchanged": 0, "rejected": 3}
    assert sorted(done.stderr.splitlines()) == [
        "bad.csv:3: Favorites: -5 is negative",
        "bad.csv:4: Post id: not a post id (digits only): abc",
        "bad.csv:5: Date: not a date: yesterday",
    ]
    kept = db.execute("select file, row_number, reason from bandit.rejected_rows order by row_number").fetchall()
    assert [(row["file"], row["row_number"]) for row in kept] == [("bad.csv", 3), ("bad.csv", 4), ("bad.csv", 5)]

    again = cli("import", "posts", bad, "--generator", "coach", "--json")
    assert json.loads(again.stdout) == {"read": 5, "inserted": 0, "updated": 0, "unchanged": 2, "rejected": 3}
    assert db.execute("select count(*) from bandit.rejected_metrics").fetchone() == {"count": 3}


def test_generators_csv_among_the_files_is_a_mistake(folder, fails, db):
    assert "generators.csv has no column for any metric" in fails(2, "import", "posts", *sorted(folder.glob("*.csv")))
    assert db.execute("select from bandit.content_metadata").fetchall() == []


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("absent.csv", None, "cannot read {}: No such file or directory"),
        ("empty.csv", "", "{} is empty"),
        ("no_id.csv", "Date,Impressions\nThu Mar 20 2025,1\n", "{} has no column for the post's id"),
        ("text.csv", "what is this\n", "{} has no column for the post's id"),
    ],
)
def test_a_file_that_is_no_export(folder, fails, db, name, text, complaint):
    if text is not None:
        (folder / name).write_text(text)
    err = fails(2, "import", "posts", folder / NEWER_NAME, folder / name, "--generator", "coach")
    assert complaint.format(folder / name) in err
    assert db.execute("select from bandit.content_metadata").fetchall() == []  # nor is the file before it imported


def test_a_mapping_that_contradicts_itself(folder, fails):
    (folder / "generators.csv").write_text(MAPPING + "1902622306553184746,dataNerd\n")
    err = fails(2, "import", "posts", folder / NEWER_NAME, "--generators", folder / "generators.csv")
    assert "post 1902622306553184746 is dataNerd here and coach in an earlier row" in err
