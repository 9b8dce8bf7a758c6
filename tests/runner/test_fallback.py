"""A choice without the database equals the database's choice."""

import json
import math
import runpy
import stat
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runner.bot.fallback import DEFAULTS, Propensities, draw_of, pick
from runner.errors import EXIT_MISTAKE, EXIT_NOT_READY, UserError

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "defaults.py"


@pytest.fixture
def propensities(tmp_path) -> Propensities:
    return Propensities(str(tmp_path / "bot" / "default"))


@pytest.fixture
def received(db):
    """Return the rows that the database sends now."""
    return lambda: db.execute("select * from bandit.list_propensities()").fetchall()


# --- picking


@pytest.fixture
def reweigh(db):
    """Permute the weights of the default account's generators, and disable the first ones."""

    def run(order: list[int], disabled: int) -> None:
        rows = db.execute("select generator_name, weight from bandit.generator_weights order by 1").fetchall()
        names, weights = [row["generator_name"] for row in rows], [row["weight"] for row in rows]
        moved = dict(zip(names, [weights[place] for place in order], strict=True))
        out = set(names[:disabled])
        heir = names[-1]
        moved[heir] += sum(moved[name] for name in out)
        for name in names:
            db.execute(
                "update bandit.generator_weights set weight = %s, status = %s where generator_name = %s",
                [moved[name], "disabled" if name in out else "active", name],
            )

    return run


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_pick_equals_the_databases_choice(db, received, propensities, reweigh, data):
    with db.transaction(force_rollback=True):
        reweigh(data.draw(st.permutations(range(12))), data.draw(st.integers(0, 8)))
        propensities.store(received())
        source, rows = propensities.load()
        assert source == "cache"
        edges = [row[edge] for row in rows for edge in ("upper_edge", "choice_edge")]
        near = [value for edge in edges for value in (edge, math.nextafter(edge, 0), math.nextafter(edge, 1))]
        draws = [value for value in [0.0, *near] if value < 1]
        draws += data.draw(st.lists(st.floats(0, 1, exclude_max=True), max_size=20))
        for arm in (None, *sorted({row["experiment_arm"] for row in rows})):
            for u in draws:
                [chosen] = db.execute(
                    "select * from bandit.choose_generator(p_arm => %s::text, p_u => %s::double precision)", [arm, u]
                )
                mine = pick(rows, u, arm)
                assert [mine[name] for name in ("generator_name", "experiment_arm")] == [
                    chosen[name] for name in ("generator_name", "experiment_arm")
                ]
                assert (mine["weight"], mine["propensity"]) == (chosen["weight"], chosen["propensity"])


ROWS = [
    {"experiment_arm": "a", "generator_name": "x", "upper_edge": 0.5, "choice_edge": 0.2},
    {"experiment_arm": "a", "generator_name": "y", "upper_edge": 1.0, "choice_edge": 0.4},
    {"experiment_arm": "b", "generator_name": "x", "upper_edge": 0.9, "choice_edge": 0.94},
    {"experiment_arm": "b", "generator_name": "y", "upper_edge": 1.0, "choice_edge": 1.0},
]


@pytest.mark.parametrize("rows", [ROWS, ROWS[::-1]], ids=["in order", "in any order"])
@pytest.mark.parametrize(
    ("u", "arm", "chosen"),
    [
        (0, None, "a x"),
        (0.2, None, "a y"),
        (0.3999, None, "a y"),
        (0.4, None, "b x"),
        (0.94, None, "b y"),
        (0.5, "a", "a y"),
        (0.5, "b", "b x"),
        (0.9, "b", "b y"),
    ],
)
def test_edges(rows, u, arm, chosen):
    row = pick(rows, u, arm)
    assert f"{row['experiment_arm']} {row['generator_name']}" == chosen


def test_an_unknown_arm():
    with pytest.raises(UserError, match=r"there is no experiment arm 'c' .*: a, b\)") as error:
        pick(ROWS, 0.5, "c")
    assert error.value.exit_code == EXIT_MISTAKE


def test_no_active_generator():
    with pytest.raises(UserError, match="no active generator") as error:
        pick([], 0.5, None)
    assert error.value.exit_code == EXIT_NOT_READY


# --- the file


def test_stored_rows_are_loaded_unchanged(propensities, received):
    rows = received()
    rows[0]["propensity"] = Decimal("0.12345678901234567890")
    propensities.store(rows)
    assert propensities.load() == ("cache", rows)
    assert stat.S_IMODE(propensities.path.stat().st_mode) == 0o600
    assert [file.name for file in propensities.path.parent.iterdir() if file.suffix == ".new"] == []


@pytest.mark.parametrize(
    "content",
    ["", "{", "[1]", "[{}]", '[{"experiment_arm": "control"}]', "null", "7"],
)
def test_an_unreadable_file_counts_as_absent(propensities, content):
    propensities.path.parent.mkdir()
    propensities.path.write_text(content)
    source, rows = propensities.load()
    assert (source, len(rows)) == ("default", 36)


def test_a_choice_without_the_database_stays_in_its_block(db, received, propensities):
    """It has the draw and generator that the database gives the block, and is recorded as one of the block."""
    db.execute("select bandit.set_setting('block_hours', '18')")
    propensities.store(received())
    _, rows = propensities.load()
    now = datetime.now(UTC)
    draw = draw_of(rows, 0.5, now)
    chosen = pick(rows, draw, None)
    decision = uuid4()
    db.execute(
        "select bandit.record_decision(%s, %s, %s, %s, %s, 'cache', %s)",
        [decision, chosen["generator_name"], chosen["experiment_arm"], draw, chosen["propensity"], now],
    )
    same = db.execute("select * from bandit.choose_generator()").fetchone()
    assert (same["generator_name"], same["u"]) == (chosen["generator_name"], draw)
    in_block = db.execute("select count(*) as n from bandit.content_metadata where block_at is not null")
    assert in_block.fetchone() == {"n": 2}
    assert draw_of(rows, 0.5, rows[0]["block_ends_at"] + timedelta(seconds=1)) == 0.5


def test_unchanged_rows_are_not_written_again(propensities, received):
    propensities.store(received())
    before = propensities.path.stat()
    propensities.store(received())
    assert propensities.path.stat().st_ino == before.st_ino


def test_the_packaged_propensities_are_current(db):
    script = runpy.run_path(str(SCRIPT))
    with db.transaction():
        assert DEFAULTS.read_text() == script["defaults"](db), "run make reference"
    assert db.execute("select count(*) from bandit.accounts").fetchone() == {"count": 1}


def test_outdated_packaged_propensities_are_detected(db):
    db.execute("update bandit.default_generators set weight = 0.16 where generator_name = 'humanVoice'")
    db.execute("update bandit.default_generators set weight = 0.11 where generator_name = 'newsReporter'")
    assert DEFAULTS.read_text() != runpy.run_path(str(SCRIPT))["defaults"](db)


def test_a_wheel_contains_the_packaged_propensities():
    assert DEFAULTS.parents[1].name == "runner"  # the package, all of whose files are in a wheel
    rows = json.loads(DEFAULTS.read_text())
    for arm in {row["experiment_arm"] for row in rows}:
        assert sum(Decimal(row["propensity"]) for row in rows if row["experiment_arm"] == arm) == 1
