"""Runs the pgTAP tests with pg_prove in a migrated database, where each rolls back what it did."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

ROOT = Path(__file__).resolve().parents[2]


def environment_of(dsn: str) -> dict[str, str]:
    """The DSN as libpq's variables, since pg_prove cuts a URI at its second `=`."""
    parts = conninfo_to_dict(dsn)
    parts["database"] = parts.pop("dbname")
    return os.environ | {f"PG{name.upper()}": str(value) for name, value in parts.items()}


def test_pgtap(db, database, record_property):
    files = sorted((ROOT / "tests" / "sql").rglob("*.sql"))
    assert files, "there is no pgTAP test"
    assert shutil.which("pg_prove"), "pg_prove is not installed: make test installs it"

    db.execute("create extension pgtap")
    command = ["pg_prove", "--jobs", "2", *(file.relative_to(ROOT) for file in files)]
    proved = subprocess.run(
        command, cwd=ROOT, env=environment_of(database), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert proved.returncode == 0, f"pg_prove failed:\n{proved.stdout}"
    ran = re.search(r"^Files=(\d+), Tests=(\d+)", proved.stdout, re.MULTILINE)
    assert int(ran[1]) == len(files)
    record_property("pgTAP", f"{ran[2]} tests passed in {ran[1]} files")
