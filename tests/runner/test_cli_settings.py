"""Settings of a database and of the environment change nothing that the commands do or print."""

import json
import re

import pytest

from tests.conftest import HOSTILE, ROOT, copy_of, make_hostile

EXPORT = ROOT / "samples/tweet_activity_metrics_DormouseDozes_20250301_20250401_en.csv"
COMMANDS = (
    "import posts {export} --generator coach --json",
    "choose --at 2025-04-01 --u 0.5 --json",
    "posted {decision} 101 --at 2025-04-01T01:00Z --json",
    "record {metrics} --at 2025-04-01T12:00Z --json",
    "optimize --at 2025-03-30 --json",
    "replay --from 2025-03-30T06:00Z --to 2025-04-02 --json",
    "report --at 2025-04-02 --json",
    "report --at 2025-04-02",
    "explain --at 2025-04-03 --json",
    "history --json",
    "runs list --json",
    "account set lookback 10d",
    "account show --json",
    "account show",
    "generator list --json",
    "events --json",
    "health --json",
    "spool --json",
)
CHANGING = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|20(?!25)\d\d-\d\d-\d\d[ T]\d\d:\d\d(:\d\d[.\d]*)?(\+00:00|Z)?")
OPTIONS = " ".join(f"-c {name}={value}" for name, value in HOSTILE.items())
ENVIRONMENT = {"PGOPTIONS": OPTIONS, "PGDATESTYLE": "German", "PGTZ": "Asia/Kolkata", "PGCLIENTENCODING": "LATIN1"}


@pytest.fixture
def run_all(cli, cluster, template, tmp_path):
    """Run COMMANDS on a database of their own; return what they print, without ids and the current time."""

    def run(hostile: bool = False, env: dict[str, str] | None = None) -> list[tuple[str, int, str, str]]:
        metrics, decision, seen = tmp_path / "metrics.json", None, []
        metrics.write_text('{"tweet_id": "101", "likes": 3, "impressions": 100}')
        with copy_of(cluster, template) as dsn:
            if hostile:
                make_hostile(dsn)
            for command in COMMANDS:
                arguments = command.format(decision=decision, metrics=metrics, export=EXPORT).split()
                done = cli(*arguments, env={"PGBANDIT_DSN": dsn} | (env or {}))
                if command.startswith("choose"):
                    decision = json.loads(done.stdout)["decision_id"]
                seen.append((command, done.returncode, CHANGING.sub("-", done.stdout), done.stderr))
        return seen

    return run


def test_settings_change_nothing(run_all):
    expected = run_all()
    assert [(command, err) for command, code, _, err in expected if code and not command.startswith("health")] == []
    assert run_all(hostile=True) == expected
    assert run_all(env=ENVIRONMENT) == expected
