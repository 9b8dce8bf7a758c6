"""sql/REFERENCE.md says what the database says."""

import runpy
from pathlib import Path

import psycopg

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "reference.py"


def test_the_reference_is_current(database):
    script = runpy.run_path(str(SCRIPT))
    with psycopg.connect(database) as connection:
        assert script["TARGET"].read_text(encoding="utf-8") == script["reference"](connection), "run make reference"
