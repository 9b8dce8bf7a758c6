"""`pgbandit choose` as a process against an interpreter that imports what it stands on."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from tests.benchmarks.figures import at_most, in_turns, seconds

ROOT = Path(__file__).resolve().parents[2]
CHOOSE = [sys.executable, "-m", "runner", "choose", "--json"]
IMPORTS = [sys.executable, "-c", "import psycopg, click"]


def test_start(database):
    environment = os.environ | {"PGBANDIT_DSN": database}

    def run(command: list[str]) -> float:
        return seconds(lambda: subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True))

    in_turns(2, partial(run, CHOOSE), partial(run, IMPORTS))
    chosen, imported = in_turns(15, partial(run, CHOOSE), partial(run, IMPORTS))
    at_most(
        2,
        chosen / imported,
        "pgbandit choose, a process",
        f"{1000 * chosen:.0f} ms, imports {1000 * imported:.0f} ms",
    )
