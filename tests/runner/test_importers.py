"""The importers: what export files hold, and how it comes out."""

import csv
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.errors import UserError
from runner.importers.dates import period_end, posting_time, read
from runner.importers.generators import read_generators
from runner.importers.numbers import plain
from runner.importers.post_ids import snowflake_time
from runner.importers.posts import PostsFile

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
REAL = ROOT.parent / "shared" / "data"

ID = 1902622306553184746  # (ID >> 22) + 1288834974657 ms = 2025-03-20 07:24:41.552 UTC
WRITTEN = "2025-03-20T07:24:41.552000+00:00"

needs_real_data = pytest.mark.skipif(not REAL.is_dir(), reason=f"the real exports are not there: {REAL}")


@pytest.fixture
def export(tmp_path):
    """Write a file and open it: export("Post id,Likes\\n1,2\\n")."""

    def write(content: str | bytes, name: str = "export.csv") -> PostsFile:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return PostsFile(path)

    return write


@pytest.fixture
def rows(export):
    return lambda content, name="export.csv", **options: list(export(content, name).rows(**options))


@pytest.fixture
def generators(tmp_path):
    def write(content: str) -> dict[str, str]:
        path = tmp_path / "generators.csv"
        path.write_text(content, encoding="utf-8")
        return read_generators(path)

    return write


# --- headers


def test_a_row_of_the_classic_format(rows):
    header = "Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,engagement rate,retweets,replies,likes"
    header += ",user profile clicks,url clicks,detail expands,follows,promoted impressions,promoted engagement rate"
    values = f"{ID},https://twitter.com/a/status/{ID},hello,2016-12-21 23:50 +0000,3257.0,12.0,0.003684372121584280"
    values += ",1.0,2.0,3.0,4.0,5.0,6.0,0,-,-"
    assert rows(f"{header}\n{values}\n", "tweet_activity_metrics_a_20161201_20170101_en.csv") == [
        {
            "file": "tweet_activity_metrics_a_20161201_20170101_en.csv",
            "row": 2,
            "tweet_id": str(ID),
            "posted_at": "2016-12-21T23:50:00+00:00",
            "collected_at": "2017-01-01T00:00:00+00:00",
            "content": "hello",
            "impressions": "3257.0",
            "engagements": "12.0",
            "retweets": "1.0",
            "replies": "2.0",
            "likes": "3.0",
            "profile_clicks": "4.0",
            "url_clicks": "5.0",
            "followers_gained": "0",
            "extra": {"detail_expands": "6.0"},
        }
    ]


def test_a_row_of_the_newer_format(rows):
    header = "Post id,Date,Post text,Link,Impressions,Likes,Engagements,Bookmarks,Share,New follows,Replies,Reposts"
    header += ",Profile visits,Detail expands,Url clicks"
    values = f'{ID},"Thu, Mar 20, 2025",hello,https://x.com/a/status/{ID},"1,234",1,2,3,4,5,6,7,8,9,10'
    assert rows(f"{header}\n{values}\n", "account_analytics_content_2024-12-22_2025-03-22.csv") == [
        {
            "file": "account_analytics_content_2024-12-22_2025-03-22.csv",
            "row": 2,
            "tweet_id": str(ID),
            "posted_at": WRITTEN,
            "collected_at": "2025-03-22T00:00:00+00:00",
            "content": "hello",
            "impressions": "1234",
            "likes": "1",
            "engagements": "2",
            "bookmarks": "3",
            "followers_gained": "5",
            "replies": "6",
            "retweets": "7",
            "profile_clicks": "8",
            "url_clicks": "10",
            "extra": {"shares": "4", "detail_expands": "9"},
        }
    ]


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("likes", "likes"),
        ("favorites", "likes"),
        ("LIKES ", "likes"),
        ("retweets", "retweets"),
        ("Reposts", "retweets"),
        ("URL Clicks", "url_clicks"),
        ("Url clicks", "url_clicks"),
        ("url_clicks", "url_clicks"),
        ("user profile clicks", "profile_clicks"),
        ("Profile visits", "profile_clicks"),
        ("follows", "followers_gained"),
        ("New follows", "followers_gained"),
    ],
)
def test_names_of_columns_of_outcomes(export, rows, header, key):
    content = f"Post id,impressions,{header}\n{ID},100,7\n"
    assert export(content).columns[key] == header
    assert rows(content)[0][key] == "7"


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Share", "shares"),
        ("Shares", "shares"),
        ("Detail Expands", "detail_expands"),
        ("Detail expands", "detail_expands"),
        ("media views", "media_views"),
        ("promoted media views", "promoted_media_views"),
        ("Video plays (50%)", "video_plays_50"),
    ],
)
def test_metrics_without_a_column_are_kept_in_extra(rows, header, key):
    assert rows(f"Post id,impressions,{header}\n{ID},100,7\n")[0]["extra"] == {key: "7"}


@pytest.mark.parametrize(
    "header", ["Link", "Post Link", "Tweet permalink", "engagement rate", "promoted engagement rate", ""]
)
def test_links_ratios_and_nameless_columns_are_left_out(rows, header):
    assert "extra" not in rows(f"Post id,impressions,{header}\n{ID},100,7\n")[0]


@pytest.mark.parametrize("header", ["Post id", "Tweet id", "tweet_id", "POST ID"])
def test_columns_may_stand_anywhere(rows, header):
    assert rows(f"likes,{header},impressions\n5,{ID},100\n")[0]["tweet_id"] == str(ID)


def test_two_columns_that_mean_the_same_are_refused(export):
    with pytest.raises(UserError, match=r"export\.csv: the columns 'retweets' and 'Reposts' have the same meaning"):
        export("Post id,retweets,Reposts\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "Date,Impressions\n2025-03-20,5\n",
            r"export\.csv has no column for the post's id .*; it has: Date, Impressions",
        ),
        ("Post id;Impressions\n1;5\n", r"export\.csv has no column for the post's id .*; it has: Post id;Impressions"),
        (
            "post_id,generator_name\n1,coach\n",
            r"export\.csv has no column for any metric .*; it has: post_id, generator_name",
        ),
        ("", r"export\.csv is empty"),
        ("\ufeff\n\n", r"export\.csv is empty"),
    ],
)
def test_files_that_are_no_export_of_posts(export, content, message):
    with pytest.raises(UserError, match=message):
        export(content)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UserError, match=r"cannot read .*nowhere\.csv: No such file"):
        PostsFile(tmp_path / "nowhere.csv")


def test_a_folder(tmp_path):
    with pytest.raises(UserError, match=r"cannot read .*: Is a directory"):
        PostsFile(tmp_path)


def test_a_file_that_is_not_utf8_names_the_line(export):
    good = f"Post id,Post text,likes\n{ID},fine,1\n".encode()
    with pytest.raises(UserError, match=r"export\.csv, line 3: not UTF-8"):
        list(export(good + f"{ID},caf".encode() + b"\xe9,1\n").rows())
    with pytest.raises(UserError, match=r"export\.csv, line 1: not UTF-8"):
        export("Post id,likes\n1,2\n".encode("utf-16"))


# --- records


def test_a_byte_order_mark_is_no_part_of_the_first_name(export):
    assert export("\ufeffPost id,likes\n").columns == {"tweet_id": "Post id", "likes": "likes"}


def test_rows_are_numbered_by_the_line_they_start_on(rows):
    content = f'Post id,Post text,likes\n{ID},"one\ntwo, ""three""\n",1\n\n{ID},last,2\n'
    first, last = rows(content)
    assert (first["row"], first["content"]) == (2, 'one\ntwo, "three"\n')
    assert (last["row"], last["content"]) == (6, "last")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_line_ending(rows, newline):
    found = rows(newline.join(["Post id,likes", f"{ID},1", f"{ID},2", ""]))
    assert [(row["row"], row["likes"]) for row in found] == [(2, "1"), (3, "2")]


def test_nul_bytes_are_dropped(rows):
    (row,) = rows(f"Post id,Post text,likes\n{ID},a\0b,1\0\n")
    assert (row["content"], row["likes"]) == ("ab", "1")


def test_a_huge_text(rows):
    text = "zzz\n" * 500_000
    (row,) = rows(f'Post id,Post text,likes\n{ID},"{text}",1\n')
    assert row["content"] == text


def test_an_endless_text_is_an_unclosed_quote(export):
    text = "zzz\n" * 3_000_000
    file = export(f'Post id,Post text,likes\n{ID},fine,1\n{ID},"{text}')
    with pytest.raises(UserError, match=r"export\.csv, row 3: not CSV: field larger than field limit"):
        list(file.rows())


def test_bad_rows_do_not_hinder_the_good_ones(rows):
    content = f"""Post id,time,Post text,likes
{ID},2025-03-20 07:24 +0000,good,1
1.90262E+18,2025-03-20 07:24 +0000,rounded by a spreadsheet,1
,2025-03-20 07:24 +0000,nameless,1
{ID},2017-02-31 07:24 +0000,never,1
{ID},2025-03-20 07:24 +0000,short
{ID},2025-03-20 07:24 +0000,a comma, too many,1
{ID},2025-03-20 07:24 +0000,good again,2
"""
    found = rows(content)
    assert [row["row"] for row in found] == [2, 3, 4, 5, 6, 7, 8]
    assert [row["row"] for row in found if "problem" not in row] == [2, 8]
    assert [row["problem"] for row in found if "problem" in row] == [
        {"column": "Post id", "reason": "not a post id (digits only): 1.90262E+18"},
        {"column": "Post id", "reason": "not a post id (digits only): "},
        {"column": "time", "reason": "not a date: 2017-02-31 07:24 +0000"},
        {"reason": "3 fields on 1 line, but the header has 4: a quote or a comma is misplaced"},
        {"reason": "5 fields on 1 line, but the header has 4: a quote or a comma is misplaced"},
    ]
    assert found[1]["raw"]["Post id"] == "1.90262E+18"
    assert found[4]["raw"] == [str(ID), "2025-03-20 07:24 +0000", "short"]
    assert "raw" not in found[0]


def test_an_unclosed_quote_costs_no_more_than_the_next_row_where_texts_are_quoted(rows):
    content = f'"Post id","Post text","likes"\n"{ID}","open,"1"\n"{ID}","lost","2"\n"{ID}","safe","3"\n'
    first, *others = rows(content)
    assert "misplaced" in first["problem"]["reason"]
    assert others[-1]["content"] == "safe"


def test_an_unclosed_quote_in_the_last_column_is_noticed(rows):
    (row,) = rows(f'Post id,likes,shares\n{ID},1,"2\n{ID},3,4\n')
    assert row["problem"] == {"reason": "a quote is not closed"}


def test_a_header_alone_has_no_rows(rows):
    assert rows("Post id,likes\n") == []


def test_rows_are_streamed_and_the_progress_is_known(export):
    file = export("Post id,likes\n" + f"{ID},1\n" * 100_000)
    rows = file.rows()
    assert len(list(islice(rows, 1000))) == 1000
    assert 1000 * 22 < file.bytes_read < file.bytes_total / 2
    assert sum(1 for _ in rows) == 99_000
    assert file.bytes_read == file.bytes_total


def test_the_generator_is_the_mapping_s_else_the_default_else_none(rows):
    content = "Post id,time,likes\n" + "".join(f"{post},2025-03-20 07:24 +0000,1\n" for post in (ID, 17))
    mapping = {str(ID): "coach"}
    assert [row["generator_name"] for row in rows(content, mapping=mapping, default_generator="other")] == [
        "coach",
        "other",
    ]
    mapped, unmapped = rows(content, mapping=mapping)
    assert mapped["generator_name"] == "coach"
    assert "generator_name" not in unmapped


# --- numbers


@pytest.mark.parametrize("text", ["", " ", "-", "NA", " - "])
def test_not_measured_is_not_zero(rows, text):
    assert plain(text) is None
    (row,) = rows(f"Post id,likes,impressions,shares\n{ID},{text},0,{text}\n")
    assert row["impressions"] == "0"
    assert "likes" not in row
    assert "extra" not in row


@pytest.mark.parametrize(
    ("text", "number"),
    [("3257.0", "3257.0"), ("1,234", "1234"), ("12,345,678.5", "12345678.5"), ("-1,234", "-1234"), (" 7 ", "7")],
)
def test_numbers(text, number):
    assert plain(text) == number


@pytest.mark.parametrize("text", ["abc", "-5", "1e400", "1,2", "1,23,456", ",123", "12%", "NaN", "٣", "null"])
def test_other_text_is_passed_on_to_the_database(text):
    assert plain(text) == text


@given(st.integers())
def test_thousands_round_trip(number):
    assert plain(f"{number:,}") == str(number)


# --- dates


@pytest.mark.parametrize(
    ("text", "moment", "has_time_of_day"),
    [
        ("2016-12-21 23:50 +0000", datetime(2016, 12, 21, 23, 50, tzinfo=UTC), True),
        ("2016-12-21 23:50 -0800", datetime(2016, 12, 22, 7, 50, tzinfo=UTC), True),
        ("2016-12-21T23:50:10.5+02:00", datetime(2016, 12, 21, 21, 50, 10, 500_000, tzinfo=UTC), True),
        ("2025-10-21T17:06:12Z", datetime(2025, 10, 21, 17, 6, 12, tzinfo=UTC), True),
        ("2016-12-21 00:00", datetime(2016, 12, 21, tzinfo=UTC), True),
        ("2016-12-21", datetime(2016, 12, 21, tzinfo=UTC), False),
        ("Thu Mar 20 2025", datetime(2025, 3, 20, tzinfo=UTC), False),
        ("Tue, Jul 14, 2026", datetime(2026, 7, 14, tzinfo=UTC), False),
        ("July 4, 2026", datetime(2026, 7, 4, tzinfo=UTC), False),
    ],
)
def test_dates(text, moment, has_time_of_day):
    assert read(text) == (moment, has_time_of_day)


@pytest.mark.parametrize(
    "text",
    [
        "2017-02-31 10:00 +0000",
        "Thu Feb 31 2025",
        "Thu Mai 20 2025",
        "soon",
        "20.03.2025",
        "0001-01-01 00:00 +0100",
        "٢٠٢٥-03-20",
    ],
)
def test_invalid_dates(text):
    with pytest.raises(ValueError, match="not a date"):
        read(text)


time_zones = st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=time_zones))
def test_classic_dates_round_trip(moment):
    moment = moment.replace(second=0, microsecond=0)
    assert read(f"{moment.year:04}-{moment:%m-%d %H:%M %z}") == (moment, True)


@given(st.dates())
def test_dates_in_words_round_trip(day):
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[day.month - 1]
    expected = datetime(day.year, day.month, day.day, tzinfo=UTC)
    assert read(f"Thu {month} {day.day:02} {day.year:04}")[0] == expected
    assert read(f"Tue, {month} {day.day}, {day.year:04}")[0] == expected


def test_the_time_of_day_comes_from_the_post_s_id():
    assert posting_time("Thu Mar 20 2025", ID).isoformat() == WRITTEN
    assert posting_time("", ID).isoformat() == WRITTEN
    assert posting_time("2025-03-21", ID).isoformat() == WRITTEN, "the day after, in the account's time zone"
    assert posting_time("2025-03-20 07:24 +0000", ID).isoformat() == "2025-03-20T07:24:00+00:00", (
        "the file's, if it has one"
    )


def test_ids_that_tell_nothing():
    assert posting_time("Thu Mar 20 2025", 30_000_000_000) == datetime(2025, 3, 20, tzinfo=UTC), "too old a scheme"
    assert posting_time("Thu Mar 20 2025", 40_000_000_000) == datetime(2025, 3, 20, tzinfo=UTC), "another platform's"
    assert posting_time("Jan 1, 0001", ID) == datetime(1, 1, 1, tzinfo=UTC), "absurd, for SQL to judge"
    with pytest.raises(ValueError, match="no date"):
        posting_time("", 17)


def test_a_file_without_dates(rows):
    with_time, without = rows(f"Post id,likes\n{ID},1\n17,1\n")
    assert with_time["posted_at"] == WRITTEN
    assert without["problem"] == {"reason": "no date, and the post id does not contain it"}


@given(st.integers(30_000_000_001, 10**20 - 1))
def test_snowflakes_are_milliseconds_and_22_bits(post_id):
    since_1970 = snowflake_time(post_id) - datetime(1970, 1, 1, tzinfo=UTC)
    assert round(since_1970 / timedelta(milliseconds=1)) == (post_id >> 22) + 1288834974657


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("tweet_activity_metrics_rOpenSci_20161201_20170101_en.csv", date(2017, 1, 1)),
        ("account_analytics_content_2024-12-22_2025-03-22.csv", date(2025, 3, 22)),
        ("export_20161201_20170231.csv", None),
        ("tweets_812369747765362688_812341199767863296.csv", None),
        ("export.csv", None),
    ],
)
def test_periods_in_names(name, end):
    assert period_end(name) == (end and datetime(end.year, end.month, end.day, tzinfo=UTC))


def test_collected_at_is_the_argument_else_the_period_s_end_else_now(rows):
    content, name = f"Post id,likes\n{ID},1\n", "export_20250301_20250401.csv"
    given = datetime(2025, 6, 1, 12, tzinfo=UTC)
    assert rows(content, name, collected_at=given)[0]["collected_at"] == "2025-06-01T12:00:00+00:00"
    assert rows(content, name)[0]["collected_at"] == "2025-04-01T00:00:00+00:00"
    before = datetime.now(UTC)
    assert before <= datetime.fromisoformat(rows(content)[0]["collected_at"]) <= datetime.now(UTC)


# --- the mapping


@pytest.mark.parametrize(
    "header", ["post_id,generator_name", "Tweet id,Generator", "\ufeffPost ID,extra column,Generator Name"]
)
def test_a_mapping(generators, header):
    middle = ",x" if "extra" in header else ""
    assert generators(f"{header}\n12{middle},coach\n13{middle}, data_nerd \n12{middle},coach\n") == {
        "12": "coach",
        "13": "data_nerd",
    }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "post_id,generator_name\n12,coach\n12,explorer\n",
            "row 3, column generator_name: post 12 is explorer here and coach in",
        ),
        ("post_id,generator_name\n12,coach\nx,coach\n", "row 3, column post_id: not a post id.*: x"),
        ("post_id,generator_name\n12, \n", "row 2, column generator_name: no generator"),
        ("post_id,generator_name\n12\n", "row 2: 1 fields"),
        ("post_id,persona\n", "has no column for the generator .*; it has: post_id, persona"),
        ("", "is empty"),
    ],
)
def test_a_bad_mapping(generators, content, message):
    with pytest.raises(UserError, match=rf"generators\.csv,? {message}"):
        generators(content)


# --- real exports


@needs_real_data
def test_the_classic_export():
    mapping = read_generators(REAL / "ropensci" / "generators.csv")
    files = [PostsFile(path) for path in sorted((REAL / "ropensci").glob("tweet_activity_metrics_*.csv"))]
    rows = [row for file in files for row in file.rows(mapping=mapping)]
    assert len(files) == 25
    assert len({row["tweet_id"] for row in rows}) == len(rows) == 822
    assert not any("problem" in row for row in rows)
    assert all("generator_name" in row for row in rows)
    assert sum(float(row["impressions"]) for row in rows) == 4_645_108
    assert sum(float(row["followers_gained"]) for row in rows) == 95
    first = next(row for row in rows if row["tweet_id"] == "812369747765362688")
    assert first["row"] == 2
    assert first["posted_at"] == "2016-12-23T18:50:00+00:00"
    assert first["collected_at"] == "2017-01-01T00:00:00+00:00"
    assert first["content"].startswith("New #rstats pkg finch on CRAN")
    assert [first[key] for key in ("impressions", "engagements", "likes", "url_clicks")] == [
        "1938.0",
        "18.0",
        "1.0",
        "15.0",
    ]
    assert first["extra"]["detail_expands"] == "2.0"
    assert not any(key.startswith("promoted") for row in rows for key in row["extra"])


@needs_real_data
def test_ids_and_dates_of_the_classic_export_agree():
    for path in (REAL / "ropensci").glob("tweet_activity_metrics_*.csv"):
        for row in PostsFile(path).rows():
            minute = snowflake_time(int(row["tweet_id"])).replace(second=0, microsecond=0)
            assert row["posted_at"] == minute.isoformat()


@needs_real_data
def test_the_newer_export():
    (path,) = (REAL / "kaiadevintern").glob("account_analytics_content_*.csv")
    rows = list(PostsFile(path).rows(mapping=read_generators(REAL / "kaiadevintern" / "generators.csv")))
    assert len(rows) == 173
    assert not any("problem" in row for row in rows)
    assert sum(int(row["impressions"]) for row in rows) == 29_784
    assert {row["collected_at"] for row in rows} == {"2025-03-22T00:00:00+00:00"}
    assert Counter(row["generator_name"] for row in rows).most_common(2) == [("interesting", 78), ("humanVoice", 70)]
    first = rows[0]
    assert (first["tweet_id"], first["posted_at"]) == (str(ID), WRITTEN)
    assert first["content"] == "@user that's why @user is leveraging Line for onboarding"
    assert (first["impressions"], first["likes"], first["extra"]["shares"]) == ("33", "0", "0")


@needs_real_data
def test_a_scraper_s_table():
    rows = list(PostsFile(REAL / "original_bot" / "scraped_metrics.csv").rows())
    assert not any("problem" in row for row in rows)
    assert (rows[0]["tweet_id"], rows[0]["views"]) == ("1980682040778375204", "55")
    assert rows[0]["posted_at"] == "2025-10-21T17:06:12+00:00"


@needs_real_data
def test_tables_that_are_no_posts():
    with pytest.raises(UserError, match="no column for the post's id"):
        PostsFile(REAL / "ropensci" / "monthly_account_metrics.csv")
    with pytest.raises(UserError, match="no column for any metric"):
        PostsFile(REAL / "ropensci" / "generators.csv")


# --- the shipped sample


@pytest.fixture(scope="module")
def sample():
    mapping = read_generators(SAMPLES / "generators.csv")
    files = sorted(SAMPLES.glob("tweet_activity_metrics_*.csv"))
    return [row for path in files for row in PostsFile(path).rows(mapping=mapping)]


def test_the_simulator_makes_the_shipped_files_again(tmp_path):
    subprocess.run([sys.executable, "-B", SAMPLES / "simulate.py", tmp_path], check=True)
    shipped = {path.name: path.read_bytes() for path in SAMPLES.glob("*.csv")}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == shipped
    assert len(shipped) == 4
    assert sum(map(len, shipped.values())) < 250_000


def test_the_sample_has_the_traps_of_real_exports(sample):
    march, april = sorted(SAMPLES.glob("tweet_activity_metrics_*.csv"))
    assert march.read_bytes()[:1] == b'"'
    assert april.read_bytes()[:3] == b"\xef\xbb\xbf"
    assert {row["impressions"][-2:] for row in sample} == {".0"}
    assert any('"' in row["content"] and "\n" in row["content"] and "," in row["content"] for row in sample)
    ((twice, times),) = Counter(row["tweet_id"] for row in sample).most_common(1)
    assert times == 2
    early, late = (row for row in sample if row["tweet_id"] == twice)
    assert early["collected_at"] < late["collected_at"]
    assert float(early["impressions"]) < float(late["impressions"])
    assert early["posted_at"] == late["posted_at"]
    header, first = islice(csv.reader(march.open(newline="", encoding="utf-8")), 2)
    assert {value for name, value in zip(header, first, strict=True) if name.startswith("promoted")} == {"-"}


def test_the_sample_is_plausible(sample):
    assert not any("problem" in row for row in sample)
    assert len({row["tweet_id"] for row in sample}) == 519
    assert len({row["content"] for row in sample}) == 519
    assert len({row["generator_name"] for row in sample}) == 12
    for row in sample:
        parts = ("likes", "retweets", "replies", "profile_clicks", "followers_gained")
        assert sum(float(row[part]) for part in parts) <= float(row["engagements"]) <= float(row["impressions"])
        minute = snowflake_time(int(row["tweet_id"])).replace(second=0, microsecond=0)
        assert row["posted_at"] == minute.isoformat()


def test_the_sample_ends_with_a_viral_a_failing_a_new_and_an_unmeasured_generator(sample):
    posts = {row["tweet_id"]: row for row in sample}.values()
    ever = Counter(row["generator_name"] for row in posts)
    week = [row for row in posts if row["posted_at"] > "2025-04-24"]
    recent = Counter(row["generator_name"] for row in week)

    def f_per_1k(generator):
        of = [row for row in week if row["generator_name"] == generator]
        return 1000 * sum(float(row["followers_gained"]) for row in of) / sum(float(row["impressions"]) for row in of)

    assert len(week) >= 20
    assert recent["storyteller"] >= 5
    assert f_per_1k("storyteller") > 5, "viral"
    assert recent["newsReporter"] >= 10
    assert f_per_1k("newsReporter") == 0, "failing"
    assert [name for name, number in ever.items() if number < 5] == ["philosopher"], "new"
    assert set(ever) - set(recent) == {"thoughtLeader"}, "not measured"
    assert 4 < f_per_1k("dataNerd") <= 5, "strong"
    assert 2 <= f_per_1k("interesting") < 4, "good"
    assert 1 <= f_per_1k("mythBuster") < 2, "fair"
    assert 0 < f_per_1k("provocateur") < 1, "poor"
