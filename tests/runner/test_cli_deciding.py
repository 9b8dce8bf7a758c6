"""choose, posted, discard and record, as a bot calls them."""

import json
import re
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

COUNTS = {"read": 0, "inserted": 0, "updated": 0, "unchanged": 0, "rejected": 0}


@pytest.fixture
def decision(as_json) -> str:
    """A planned decision's id."""
    return as_json("choose")["decision_id"]


@pytest.fixture
def post(decision, ok) -> str:
    """The id of a post that a decision made."""
    ok("posted", decision, "101", "--at", "2025-01-01")
    return "101"


@pytest.fixture
def record(pgbandit):
    """Record a text from stdin: the exit code, the counts that differ from 0, and stderr."""

    def run(text: str, *options: str):
        done = pgbandit("record", "-", "--json", *options, input=text)
        counts = json.loads(done.stdout)
        assert counts.keys() == COUNTS.keys()
        return done.returncode, {name: count for name, count in counts.items() if count}, done.stderr

    return run


# --- choose


def test_choose_prints_the_columns_of_choose_generator(as_json, db):
    columns = [column.name for column in db.execute("select * from bandit.choose_generator()").description]
    decision = as_json("choose")
    assert list(decision) == [*columns, "source"]
    assert decision["source"] == "choice"
    assert UUID(decision["decision_id"])
    assert isinstance(decision["weight"], float)


def test_choose_for_people(ok):
    # in byte order coach [0, 0.08) comes first, then contrarian [0.08, 0.12)
    out = ok("choose", "--arm", "control", "--u", "0.08")
    assert re.sub(r"  \S*-\S*\n", "  ID\n", out) == (
        "decision_id     ID\n"
        "generator_name  contrarian\n"
        "experiment_arm  control\n"
        "weight          0.0400\n"
        "propensity      0.0400\n"
        "u               0.0800\n"
        "source          choice\n"
    )


def test_choose_stores_its_arguments(as_json, db):
    context = {"topic": "sleep", "format": "thread", "mood": "ünwell"}
    options = ("--arm", "control", "--u", "0", "--at", "2025-01-01T12:00+02:00", "--context", json.dumps(context))
    chosen = as_json("choose", *options)
    assert chosen["generator_name"] == "coach"
    stored = db.execute("select * from bandit.content_metadata").fetchone()
    assert stored["decision_id"] == UUID(chosen["decision_id"])
    assert stored["context"] == context
    assert (stored["topic"], stored["format"], stored["u"]) == ("sleep", "thread", 0)
    assert stored["created_at"] == datetime(2025, 1, 1, 10, tzinfo=UTC)


# --- posted


def test_posted_is_idempotent(as_json, ok, decision):
    first = as_json("posted", decision, "101", "--at", "2025-01-01T08:00Z")
    assert first == {
        "decision_id": decision,
        "status": "posted",
        "tweet_id": "101",
        "posted_at": "2025-01-01T08:00:00+00:00",
    }
    assert as_json("posted", decision, "101") == first
    assert "posted_at    2025-01-01 08:00 UTC\n" in ok("posted", decision, "101")


def test_a_decision_has_one_post(fails, post, decision):
    assert "[WT008]" in fails(2, "posted", decision, "102")


def test_posted_without_an_id_of_the_post(fails, decision):
    assert "[WT004]" in fails(2, "posted", decision, "")


def test_posted_needs_a_decision(fails):
    assert "there is no decision" in fails(2, "posted", uuid4(), "101")


# --- discard


def test_discard_is_idempotent(as_json, ok, decision):
    first = as_json("discard", decision, "--reason", "too long")
    assert first == {"decision_id": decision, "status": "discarded", "discard_reason": "too long"}
    assert as_json("discard", decision) == first
    assert "discard_reason  too long\n" in ok("discard", decision)


def test_a_discarded_decision_cannot_be_posted(ok, fails, decision):
    ok("discard", decision)
    assert "[WT009]" in fails(2, "posted", decision, "101")


def test_a_posted_decision_cannot_be_discarded(fails, post, decision):
    assert "[WT009]" in fails(2, "discard", decision)


# --- record


@pytest.mark.parametrize(
    "text",
    [
        '[{"tweet_id": "101", "likes": 3, "impressions": 800}]',
        '\n  [\n{"tweet_id": "101",\n "likes": 3, "impressions": 800}\n]\n',
        '{"tweet_id": "101", "likes": 3, "impressions": 800}',
        '\n\n{"tweet_id": "101", "likes": 3, "impressions": 800}\n\n',
        '\ufeff{"tweet_id": "101", "likes": "3", "impressions": "800.0"}\n',
    ],
    ids=["array", "array on lines", "one line", "blank lines", "byte-order mark and texts"],
)
def test_record_takes_an_array_or_an_object_a_line(record, post, db, text):
    assert record(text) == (0, {"read": 1, "inserted": 1}, "")
    stored = db.execute("select likes, impressions, retweets from bandit.outcomes").fetchone()
    assert stored == {"likes": 3, "impressions": 800, "retweets": None}


def test_record_from_a_file_for_people(ok, post, tmp_path):
    (tmp_path / "metrics.json").write_text('{"tweet_id": "101", "likes": 3}\n')
    out = ok("record", tmp_path / "metrics.json")
    assert out == "read       1\ninserted   1\nupdated    0\nunchanged  0\nrejected   0\n"


def test_record_twice_changes_nothing(record, post, decision):
    def likes(count: int, at: str):
        return record(json.dumps({"decision_id": decision, "likes": count}), "--at", at)

    assert likes(3, "2025-01-02") == (0, {"read": 1, "inserted": 1}, "")
    assert likes(3, "2025-01-02") == (0, {"read": 1, "unchanged": 1}, "")
    assert likes(4, "2025-01-03") == (0, {"read": 1, "updated": 1}, "")
    assert likes(2, "2025-01-01") == (0, {"read": 1, "unchanged": 1}, "")


def test_record_counts_and_names_unknown_keys(post, as_json, ok, tmp_path):
    rows = [{"tweet_id": "101", "likes": 3, "impresions": 812}, {"tweet_id": "101", "impresions": 813, "Likes": 4}]
    (tmp_path / "metrics.json").write_text(json.dumps(rows))
    assert as_json("record", tmp_path / "metrics.json")["unknown_keys"] == {"impresions": 2, "Likes": 1}
    (tmp_path / "metrics.json").write_text('{"tweet_id": "101", "likes": 3, "views_": 1}\n' * 2001)
    assert '\nunknown_keys  {"views_": 2001}\n' in ok("record", tmp_path / "metrics.json")


def test_record_stores_source_and_time(record, post, db):
    rows = [{"tweet_id": "101", "likes": 1}]
    record(json.dumps(rows), "--source", "scraper", "--at", "2025-01-02T00:00-01:00")
    stored = db.execute("select source, collected_at from bandit.outcomes").fetchone()
    assert stored == {"source": "scraper", "collected_at": datetime(2025, 1, 2, 1, tzinfo=UTC)}


def test_record_stores_rejected_rows_apart(record, post, db):
    rows = [{"tweet_id": "101", "likes": 3}, {"tweet_id": "999", "likes": 1}, {"tweet_id": "101", "likes": -1}]
    code, counts, err = record("\n".join(map(json.dumps, rows)))
    assert (code, counts) == (1, {"read": 3, "inserted": 1, "rejected": 2})
    assert err == "pgbandit: rows were rejected; to see the reasons, run: select * from bandit.rejected_rows\n"
    rejected = db.execute("select column_name, reason from bandit.rejected_metrics order by rejected_id").fetchall()
    assert rejected == [
        {"column_name": "tweet_id", "reason": "there is no post 999"},
        {"column_name": "likes", "reason": "-1 is negative"},
    ]


def test_record_more_than_a_batch(record, post):
    row = '{"tweet_id": "101", "likes": 3}\n'
    code, counts, _ = record(row * 4001)
    assert (code, counts["read"], counts["inserted"] + counts["unchanged"]) == (0, 4001, 4001)


def test_record_nothing(record):
    assert record("") == (0, {}, "")
    assert record("[]") == (0, {}, "")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"{", "<stdin> is not JSON: "),
        (b'{"tweet_id": "1"}\n{"tweet_id": ', "<stdin> is not JSON: "),
        (b'[{"tweet_id": "1"}', "<stdin> is not JSON: "),
        (b"[1, 2]", "rows must be a JSON array of objects"),
        (b"1\n2\n", "rows must be a JSON array of objects"),
        (b"\xff\xfe", "<stdin> is not UTF-8 text"),
    ],
)
def test_record_of_malformed_input(pgbandit, db, content, complaint):
    done = pgbandit("record", "-", input=content, text=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(f"pgbandit: {complaint}")
    assert done.stderr.count(b"\n") == 1
    assert db.execute("select from bandit.rejected_metrics").fetchall() == []
