"""Choosing without the database is what the database would have chosen."""

import json
import math
import runpy
import stat
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runner.errors import EXIT_MISTAKE, EXIT_NOT_READY, UserError
from runner.fallback import DEFAULTS, Propensities, pick

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "defaults.py"


@pytest.fixture
def propensities(tmp_path) -> Propensities:
    return Propensities(str(tmp_path / "bot" / "default"))


@pytest.fixture
def told(db):
    """What the database tells now."""
    return lambda: db.execute("select * from bandit.list_propensities()").fetchall()


# --- the walk


@pytest.fixture
def reweigh(db):
    """Have the default account's first generators change places with each other, and others leave play."""

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
def test_the_walk_is_the_databases_choice(db, told, propensities, reweigh, data):
    with db.transaction(force_rollback=True):
        reweigh(data.draw(st.permutations(range(12))), data.draw(st.integers(0, 8)))
        propensities.keep(told())
        source, rows = propensities.known()
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


def test_an_arm_that_is_not_known():
    with pytest.raises(UserError, match=r"there is no experiment arm 'c' .*: a, b") as error:
        pick(ROWS, 0.5, "c")
    assert error.value.exit_code == EXIT_MISTAKE


def test_nothing_to_choose_from():
    with pytest.raises(UserError, match="no active generator") as error:
        pick([], 0.5, None)
    assert error.value.exit_code == EXIT_NOT_READY


# --- what is kept


def test_what_is_kept_is_what_was_told(propensities, told):
    rows = told()
    rows[0]["propensity"] = Decimal("0.12345678901234567890")
    propensities.keep(rows)
    assert propensities.known() == ("cache", rows)
    assert stat.S_IMODE(propensities.path.stat().st_mode) == 0o600
    assert [file.name for file in propensities.path.parent.iterdir() if file.suffix == ".new"] == []


@pytest.mark.parametrize(
    "content",
    ["", "{", "[1]", "[{}]", '[{"experiment_arm": "control"}]', "null", "7"],
)
def test_what_cannot_be_read_is_not_believed(propensities, content):
    propensities.path.parent.mkdir()
    propensities.path.write_text(content)
    source, rows = propensities.known()
    assert (source, len(rows)) == ("default", 36)


def test_what_has_not_changed_is_not_written(propensities, told):
    propensities.keep(told())
    before = propensities.path.stat()
    propensities.keep(told())
    assert propensities.path.stat().st_ino == before.st_ino


def test_the_packaged_ones_are_current(db):
    script = runpy.run_path(str(SCRIPT))
    with db.transaction():
        assert DEFAULTS.read_text() == script["defaults"](db), "run make reference"
    assert db.execute("select count(*) from bandit.accounts").fetchone() == {"count": 1}


def test_packaged_ones_that_are_not_current_are_found(db):
    db.execute("update bandit.default_generators set weight = 0.16 where generator_name = 'humanVoice'")
    db.execute("update bandit.default_generators set weight = 0.11 where generator_name = 'newsReporter'")
    assert DEFAULTS.read_text() != runpy.run_path(str(SCRIPT))["defaults"](db)


def test_a_wheel_has_the_packaged_ones():
    assert DEFAULTS.parent.name == "runner"  # the package, all of whose files are in a wheel
    rows = json.loads(DEFAULTS.read_text())
    for arm in {row["experiment_arm"] for row in rows}:
        assert sum(Decimal(row["propensity"]) for row in rows if row["experiment_arm"] == arm) == 1
