"""The page on the plan: the objects that it names exist, and its commands run on the demo."""

import re
import shlex
from collections.abc import Iterator

import pytest

from tests.conftest import copy_of
from tests.system.conftest import DEMO, ROOT
from tests.system.test_glossary import NAMES, rows

PLAN = (ROOT / "docs" / "plan.md").read_text()
SECTIONS = {section.partition("\n")[0]: section for section in PLAN.split("\n## ")[1:]}
PARTS = [row for section in SECTIONS.values() for row in rows(section)]


@pytest.fixture
def database(cluster, demo) -> Iterator[str]:
    """The DSN of a database of this test's own, which holds the demo."""
    with copy_of(cluster, DEMO) as copy:
        yield copy


def test_every_object_exists(db):
    names = {row["name"] for row in db.execute(NAMES)}
    assert {name for _, objects, _ in PARTS for name in re.findall(r"`([^`]+)`", objects)} - names == set()
    assert [part for part, objects, _ in PARTS if "`" not in objects] == []


def test_every_command_runs(pgbandit):
    commands = {command.strip("`").removeprefix("pgbandit ") for *_, command in PARTS}
    done = {command: pgbandit(*shlex.split(command)) for command in sorted(commands)}
    assert {command: each.stdout + each.stderr for command, each in done.items() if each.returncode != 0} == {}


def test_no_part_is_left_out():
    assert [name.partition(":")[0] for name in SECTIONS if name.startswith("Phase")] == [
        f"Phase {number}" for number in range(1, 8)
    ]
    sizes = {name: len(rows(SECTIONS[name])) for name in ("Success criteria", "Red flags", "Ways to roll out")}
    assert sizes == {"Success criteria": 6, "Red flags": 4, "Ways to roll out": 3}
