"""What a file says about itself decides: its period, its ids and links, its language, and which file is later."""

import itertools
import json
from datetime import UTC, date, datetime

import pytest

from runner.errors import UserError
from runner.importers.dates import period_end
from runner.importers.followers import FollowersFile
from runner.importers.generators import read_generators
from runner.importers.post_ids import is_rounding
from runner.importers.posts import PostsFile

HEADER = "Post id,Date,Post text,Post Link,Impressions,Likes,New follows"
LAST_DAY = f"""{HEADER}
2015358291577032918,"Sun, Jan 25, 2026",on the last day,https://x.com/u/status/2015358291577032918,4135,21,2
"""
ORIGINAL = f"""{HEADER}
1902623434583060921,"Thu, Mar 20, 2025",first,https://x.com/someone/status/1902623434583060921,810,12,0
1902985822270512345,"Fri, Mar 21, 2025",second,https://x.com/someone/status/1902985822270512345,640,3,0
"""
ROUNDED = ORIGINAL.replace("\n1902623434583060921", "\n1902623434583060000").replace(
    "\n1902985822270512345", "\n1.90299E+18"
)
MONDAY = """Date,Impressions,New follows,Unfollows
"Sat, Mar 22, 2025",210,2,0
"Fri, Mar 21, 2025",5400,31,2
"""
THURSDAY = """Date,Impressions,New follows,Unfollows
"Mon, Mar 24, 2025",900,3,0
"Sun, Mar 23, 2025",1200,5,1
"Sat, Mar 22, 2025",6300,37,1
"Fri, Mar 21, 2025",5400,31,2
"""
STORED = """
    select tweet_id, impressions, likes, followers_gained as followers, posted_at, collected_at
    from bandit.content_metadata
    join bandit.outcomes using (account_id, decision_id)
    order by tweet_id
"""


@pytest.fixture
def write(tmp_path):
    def file(name: str, content: str | bytes):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return file


def problems(path) -> list[str]:
    return [row["problem"]["reason"] for row in PostsFile(path).rows() if "problem" in row]


# --- the period


@pytest.mark.parametrize(
    ("name", "last_day", "end"),
    [
        ("account_analytics_content_2025-10-28_2026-01-25.csv", None, date(2026, 1, 26)),  # 90 days with the last one
        ("account_analytics_content_2024-12-22_2025-03-22.csv", None, date(2025, 3, 22)),  # 90 days without it
        ("account_analytics_content_2024-12-22_2025-03-22.csv", date(2025, 3, 21), date(2025, 3, 22)),
        ("account_analytics_content_2024-12-22_2025-03-22.csv", date(2025, 3, 22), date(2025, 3, 23)),
        ("account_analytics_content_2026-10-05_2026-10-08.csv", date(2026, 10, 8), date(2026, 10, 9)),
        ("account_analytics_content_2025-03-01_2025-03-07.csv", None, date(2025, 3, 8)),
        ("account_analytics_content_2025-03-01_2025-03-08.csv", None, date(2025, 3, 8)),
        ("tweet_activity_metrics_me_20161201_20170101_en.csv", date(2016, 12, 31), date(2017, 1, 1)),
    ],
)
def test_the_end_of_a_period(name, last_day, end):
    def midnight(day):
        return day and datetime(day.year, day.month, day.day, tzinfo=UTC)

    assert period_end(name, midnight(last_day)) == midnight(end)


@pytest.mark.parametrize("scrape_first", [True, False])
def test_a_post_of_the_last_day(write, ok, cli, db, scrape_first):
    path = write("account_analytics_content_2025-10-28_2026-01-25.csv", LAST_DAY)
    scrape = write(
        "scrape.json", '{"tweet_id": "2015358291577032918", "impressions": 50, "collected_at": "2026-01-25T20:00Z"}'
    )
    ok(
        "import",
        "posts",
        write("empty.csv", LAST_DAY.replace("4135,21,2", ",0,")),
        "--generator",
        "coach",
        "--collected-at",
        "2026-01-25T16:00Z",
    )
    commands = [("record", scrape), ("import", "posts", path)]
    for command in commands if scrape_first else reversed(commands):
        ok(*command)
    [row] = db.execute(STORED).fetchall()
    assert (row["impressions"], row["likes"], row["followers"]) == (4135, 21, 2)
    assert row["posted_at"] < row["collected_at"] == datetime(2026, 1, 26, tzinfo=UTC)


def test_no_reading_lies_before_its_post_or_in_the_future(write):
    text = LAST_DAY.replace('"Sun, Jan 25, 2026"', "2026-01-27 10:00 +0000")
    [row] = PostsFile(write("export_2025-10-28_2026-01-25.csv", text)).rows()
    assert row["posted_at"] == row["collected_at"] == "2026-01-27T10:00:00+00:00"
    [row] = PostsFile(write("export_2098-10-28_2099-01-25.csv", LAST_DAY)).rows()
    assert row["collected_at"] <= datetime.now(UTC).isoformat()


# --- ids and links


def test_rounded_ids_are_taken_from_the_links(write, cli, as_json, db):
    done = cli("import", "posts", write("rounded.csv", ROUNDED), "--generator", "coach", "--json")
    assert (done.returncode, json.loads(done.stdout)["inserted"]) == (0, 2)
    assert done.stderr == "rounded.csv: ids rounded by a spreadsheet, taken from the links instead: 2\n"
    assert as_json("import", "posts", write("original.csv", ORIGINAL))["unchanged"] == 2
    assert [row["tweet_id"] for row in db.execute(STORED)] == ["1902623434583060921", "1902985822270512345"]


@pytest.mark.parametrize(
    ("written", "link", "problem"),
    [
        ("1902623434583060921", "https://x.com/a/status/1902623434583060922", "is not the post of the link"),
        ("1902623434583060000", "https://x.com/a/status/1802623434583060921", "is not the post of the link"),
        ("1902623434583060000", "https://x.com/a/status/1.90262E+18", "is not the post of the link"),
        ("1902623434583060000", "", "rounded by a spreadsheet: 1902623434583060000"),
        ("1.90262E+18", "", "not a post id (digits only): 1.90262E+18"),
        ("17", "https://x.com/a/status/1902623434583060921", "is not the post of the link"),
        ("", "https://example.org/article", "not a post id (digits only): "),
        ("1902623434583060921", "https://example.org/article", None),
        ("1902623434583060921", "https://twitter.com/i/web/status/1902623434583060921?s=20", None),
        ("", "https://x.com/a/status/1902623434583060921", None),
        ("1902623434583060992", "https://x.com/a/status/1902623434583060921", None),
        ('"1,902,623,434,583,060,000"', "https://x.com/a/status/1902623434583060921", None),
    ],
)
def test_an_id_and_its_link_must_agree(write, written, link, problem):
    found = problems(write("export.csv", f"Post id,Link,Likes\n{written},{link},1\n"))
    assert len(found) == bool(problem)
    assert not problem or problem in found[0]


def test_some_ids_end_with_zeros_by_chance(write):
    ids = ["812369747765362000", *(str(812369747765362688 + number) for number in range(5))]
    assert problems(write("export.csv", "Post id,Likes\n" + "".join(f"{each},1\n" for each in ids))) == []


@pytest.mark.parametrize("text", ["nan", "inf", "x", "", "1e999999999"])
def test_what_is_no_rounding(text):
    assert not is_rounding(text, "1902623434583060921")


# --- which file is later


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_order_on_the_command_line_does_not_decide(write, as_json, ok, db, order):
    overviews = [write("monday.csv", MONDAY), write("thursday.csv", THURSDAY)]
    as_json("import", "followers", *(overviews[index] for index in order))
    [gain] = db.execute("select gained, impressions from bandit.follower_gains where from_at = '2025-03-22'").fetchall()
    assert (gain["gained"], gain["impressions"]) == (36, 6300)

    name = "account_analytics_content_2024-12-22_2025-03-22{}.csv"
    exports = [write(name.format(""), ORIGINAL), write(name.format(" (1)"), ORIGINAL.replace("810,12", "850,13"))]
    as_json("import", "posts", *(exports[index] for index in order), "--generator", "coach")
    [first, _] = db.execute(STORED).fetchall()
    assert (first["impressions"], first["likes"]) == (850, 13)


def test_a_row_tells_how_far_its_file_reaches(write):
    rows = list(FollowersFile(write("thursday.csv", THURSDAY)).rows())
    assert {row["reach"] for row in rows} == {"2025-03-25"}


# --- files that are something else


JAPANESE = "ポストID,日付,ポスト本文,ポストのリンク,インプレッション数,いいね\n"
GERMAN = "Beitrags-ID,Datum,Beitragstext,Link zum Beitrag,Impressionen,Likes,Neue Follower\n"
FIRST = '2074000000000000001,"Mon, Oct 5, 2026",x,https://x.com/a/status/2074000000000000001,2000,10,1\n'
DAILY = (
    '"Date","Tweets published","impressions","engagements","retweets","follows"\n"2016-12-01","3","2000","10","1","2"\n'
)


@pytest.mark.parametrize(
    ("command", "content", "cause", "hint"),
    [
        ("posts", JAPANESE + FIRST[:-3] + "\n", "its header is not in English", "display language to English"),
        ("posts", JAPANESE, "its header is not in English", "display language to English"),
        ("posts", GERMAN + FIRST, "its header is not in English", "display language to English"),
        ("followers", "日付,インプレッション数\n", "its header is not in English", "display language to English"),
        (
            "followers",
            'Datum,Impressionen,Likes\n"Mon, Mar 24, 2025",900,5\n',
            "its header is not in English",
            "English",
        ),
        ("posts", DAILY, "it is the daily export", "export by Tweet"),
        ("followers", DAILY, "it is the daily export", "export an account overview"),
        ("posts", THURSDAY, "it is an export of followers", "run pgbandit import followers"),
        ("followers", ORIGINAL, "it is an export of posts", "run pgbandit import posts"),
        ("posts", "post_id,generator_name\n1,coach\n", "it is a list of generators", "--generators"),
        ("posts", "Post id;Likes\n1;2\n", "separated by semicolons", "commas between its columns"),
        ("followers", "Date\tFollowers\n", "separated by tabs", "commas between its columns"),
        (
            "posts",
            "url,likes\nhttps://x.com/a/status/1,2\n",
            "has no column for the post's id",
            "must name it, in English",
        ),
        ("posts", "", "is empty", "export it again"),
        ("followers", "\ufeff\n\n", "is empty", "export it again"),
        ("posts", b"PK\x03\x04\x14\x00\xff", "is a spreadsheet or an archive, not CSV", "save it as CSV"),
        ("posts", "<!DOCTYPE html><html>", "is a web page, not CSV", "export it again"),
        ("posts", '[{"tweet_id": "1"}]', "is JSON, not CSV", "must be CSV"),
        ("posts", "window.YTD.tweets.part0 = [", "is from the archive of an account", "use an analytics export"),
    ],
)
def test_the_true_cause(write, fails, command, content, cause, hint):
    err = fails(2, "import", command, write("file.csv", content))
    assert cause in err
    assert hint in err


@pytest.mark.parametrize("text", ["03/04/2026", "3.4.2026", "2026/04/03 10:00"])
def test_ambiguous_dates(write, text):
    [problem] = problems(write("export.csv", f"Post id,Date,Likes\n1902623434583060921,{text},1\n"))
    assert problem == f"not a date: {text}; write the day as 2026-04-03"


@pytest.mark.parametrize("text", ["tomorrow", "now", "J2460000", "infinity", "epoch", "1742455481"])
def test_words_that_the_database_would_take_for_a_time(write, text):
    assert problems(write("export.csv", f"Post id,Date,Likes\n17,{text},1\n")) == [f"not a date: {text}"]


# --- many rows with the same reason


def export_of(*ids: int) -> str:
    return "Post id,Likes\n" + "".join(f"{post_id},1\n" for post_id in ids)


def test_unknown_generators_are_one_line(write, cli, db):
    ids = range(1902623434583060921, 1902623434583060921 + 60)
    mapping = "post_id,generator_name\n" + "".join(f"{post_id},persona{post_id % 12}\n" for post_id in ids)
    done = cli("import", "posts", write("a.csv", export_of(*ids)), "--generators", write("g.csv", mapping), "--json")
    assert (done.returncode, json.loads(done.stdout)["rejected"]) == (1, 60)
    assert done.stderr.startswith("60 rows name 12 generators that the account does not have: persona")
    assert "; pass --create-generators, " in done.stderr
    assert "run pgbandit generator add NAME for each of them, or correct the names, and import again\n" in done.stderr
    assert done.stderr.count("\n") == 1
    assert db.execute("select count(*) from bandit.rejected_metrics").fetchone() == {"count": 60}


def test_one_unknown_generator_is_one_line(write, cli):
    done = cli(
        "import",
        "posts",
        write("a.csv", export_of(*range(1902623434583060921, 1902623434583060931))),
        "--generator",
        "coaching",
    )
    assert done.stderr.startswith("a.csv:2: generator_name: there is no generator 'coaching'")
    assert done.stderr.endswith(" (10 rows)\n")
    assert done.stderr.count("\n") == 1


def test_posts_without_a_generator_are_few_lines(write, cli):
    done = cli("import", "posts", write("a.csv", export_of(*range(1902623434583060921, 1902623434583060931))))
    assert done.stderr.splitlines()[2:] == [
        "a.csv:4: generator_name: no generator is mapped to this post",
        "7 more rows: generator_name: no generator is mapped to this post",
    ]


def test_a_rounded_mapping_is_refused(write):
    mapping = "post_id,generator_name\n1902623434583060000,coach\n1902985822270510000,coach\n"
    with pytest.raises(UserError, match="the ids were rounded by a spreadsheet"):
        read_generators(write("g.csv", mapping))


def test_any_order_of_three_files(write, as_json, db):
    texts = [MONDAY, THURSDAY, THURSDAY.replace("6300,37", "6310,38")]
    paths = [write(f"{number}.csv", text) for number, text in enumerate(texts)]
    assert {tuple(file.path for file in _opened(order)) for order in itertools.permutations(paths)} == {tuple(paths)}


def _opened(paths):
    from runner.importers.storing import open_followers

    return [file for file, _ in open_followers(paths)]
