"""record and contexts with JSON that PostgreSQL cannot store: the row is rejected and kept, the others are stored."""

import json

import pytest

from runner.database import documents
from tests.runner.test_cli_unavailable import fall_back, unavailable  # noqa: F401

DEEP = "[" * 60_000 + "]" * 60_000
DIGITS = "9" * 5000
BAD = {
    "NUL": (r'"a\u0000b"', r"unsupported Unicode escape sequence: \u0000"),
    "NUL in a key": (r'{"a\u0000b": 1}', r"unsupported Unicode escape sequence: \u0000"),
    "half a character": (r'"\ud800"', r"unsupported Unicode escape sequence: \ud800 is half of a character"),
    "NaN": ("NaN", "NaN is not a JSON number"),
    "-Infinity": ("-Infinity", "-Infinity is not a JSON number"),
    "1e400": ("1e400", "1e400 is out of range"),
    "5000 digits": (DIGITS, "a number of 5000 digits"),
    "60000 levels": (DEEP, "nested more than 100 levels deep"),
}
bad_values = pytest.mark.parametrize(("value", "reason"), BAD.values(), ids=BAD)


@pytest.fixture
def known(db):
    """Two posts, 101 and 102."""
    for post in ("101", "102"):
        db.execute("select bandit.mark_posted(c.decision_id, %s) from bandit.choose_generator() as c", [post])


@pytest.fixture
def file(tmp_path):
    def write(text: str):
        (tmp_path / "metrics.json").write_text(text)
        return tmp_path / "metrics.json"

    return write


def rows_with(value: str, form: str) -> str:
    rows = [
        '{"tweet_id": "101", "likes": 3}',
        f'{{"tweet_id": "102", "note": {value}}}',
        '{"tweet_id": "102", "likes": 4}',
    ]
    return f"[{', '.join(rows)}]" if form == "array" else "\n".join(rows)


def stored(db) -> tuple[list, list]:
    likes = db.execute("select tweet_id, likes from bandit.post_metrics where likes is not null order by tweet_id")
    rejected = db.execute("select raw ->> 'text' as text, reason from bandit.rejected_metrics")
    return [(row["tweet_id"], row["likes"]) for row in likes], [(row["text"], row["reason"]) for row in rejected]


@bad_values
@pytest.mark.parametrize("form", ["array", "lines"])
def test_the_sound_rows_are_recorded(known, cli, file, db, value, reason, form):
    done = cli("record", file(rows_with(value, form)), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"read": 3, "inserted": 2, "updated": 0, "unchanged": 0, "rejected": 1}
    assert done.stderr == "pgbandit: rows were rejected; to see the reasons, run: select * from bandit.rejected_rows\n"
    assert stored(db) == ([("101", 3), ("102", 4)], [(f'{{"tweet_id": "102", "note": {value}}}', reason)])


@bad_values
def test_and_after_the_database_was_unavailable(known, fall_back, unavailable, as_json, file, db, value, reason):  # noqa: F811
    with unavailable():
        assert fall_back("record", file(rows_with(value, "array")))[0]["queued"] == 3
    assert as_json("spool") == {"found": 1, "waiting": 0, "dead_letters": 0}
    assert stored(db) == ([("101", 3), ("102", 4)], [(f'{{"tweet_id": "102", "note": {value}}}', reason)])


def test_a_queued_line_of_an_earlier_version(known, fall_back, unavailable, as_json, file, db, state):  # noqa: F811
    with unavailable():
        fall_back("record", file('{"tweet_id": "101", "likes": 3}'))
    [spool] = state.glob("*.spool")
    rows = '[{"tweet_id": "101", "likes": NaN}, {"tweet_id": "102", "likes": 4}]'
    spool.write_text(f'{{"kind": "record", "rows": {rows}, "source": "bot", "at": null}}\n')
    assert as_json("spool") == {"found": 1, "waiting": 0, "dead_letters": 0}
    assert stored(db) == ([("102", 4)], [('{"tweet_id": "101", "likes": "NaN"}', "NaN is not a JSON number")])


@bad_values
def test_a_context_is_refused_before_anything_is_chosen(fails, unavailable, db, state, value, reason):  # noqa: F811
    for text in (f'{{"topic": {value}}}', f'{{"a": {{"b": [{value}]}}}}'):
        assert f"'--context': {reason}" in fails(2, "choose", "--context", text)
    with unavailable():
        assert f"'--context': {reason}" in fails(2, "choose", "--context", f'{{"topic": {value}}}')
    assert db.execute("select from bandit.content_metadata").fetchall() == []
    assert not list(state.glob("*.spool"))


def test_weights_are_refused_too(fails):
    assert "'--weights': NaN is not a JSON number" in fails(2, "evaluate", "--weights", '{"coach": NaN}')


@pytest.mark.parametrize("text", ["[", '[{"a": NaN}, x]', f"[{DEEP}, x]", "{]"])
def test_what_is_no_json_at_all(fails, file, text):
    assert "metrics.json is not JSON" in fails(2, "record", file(text))


@pytest.mark.parametrize(
    "text", ['[{"a": "]\\"[", "b": [1, {"c": NaN}]}, 2, "x,y", [3]]', "[]", "[NaN]", '[ {"a" : NaN } ,\n 7 ]']
)
def test_a_row_keeps_its_text(text):
    rows = documents.parse_rows(text)
    assert json.dumps(
        json.loads(f"[{', '.join(row if isinstance(row, documents.Unstorable) else json.dumps(row) for row in rows)}]")
    ) == (json.dumps(json.loads(text)))


def test_numbers_that_postgresql_stores_are_kept():
    row = {"a": 1e308, "b": -0.5, "c": 2**63, "d": int("9" * 1000), "e": [[[]]], "f": "ünwell 🐭"}
    assert documents.separate(documents.parse_rows(json.dumps(row))) == ([row], [])
