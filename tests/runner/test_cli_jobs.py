"""pgbandit jobs: what pg_cron does, for any other scheduler."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

ALL = [f"bandit:{name}" for name in ("attribute", "changes", "health", "optimize", "partitions", "purge", "tune")]


def test_runs_what_is_due_once(db, ok, as_json, posts):
    """Everything at first, and nothing directly afterwards."""
    assert [job["job_name"] for job in as_json("jobs", "list") if job["is_due"]] == ALL
    done = as_json("jobs", "run")
    assert [(job["job_name"], job["status"], job["message"]) for job in done] == [
        (name, "succeeded", None) for name in ALL
    ]
    assert db.execute("select count(*) as n from bandit.recent_runs").fetchone() == {"n": 1}
    assert re.fullmatch(r"no job is due; next is bandit:\w+ at \d{4}-\d\d-\d\d \d\d:\d\d UTC\n", ok("jobs", "run"))
    assert as_json("jobs", "run") == []
    listed = as_json("jobs", "list")
    assert {(job["last_status"], job["last_run_by"], job["is_due"]) for job in listed} == {
        ("succeeded", "pgbandit jobs run", False)
    }


def test_only_what_is_due(db, as_json):
    as_json("jobs", "run")
    db.execute("update bandit.job_runs set started_at = now() - interval '2 days' where job_name = 'bandit:tune'")
    assert [job["job_name"] for job in as_json("jobs", "run")] == ["bandit:tune"]


def test_a_job_that_fails_does_not_stop_the_others(db, cli):
    db.execute(
        "create or replace procedure bandit.attribute_all(p_now timestamptz default null) language plpgsql as"
        " $$begin raise exception 'no such luck' using errcode = 'WT004'; end$$"
    )
    done = cli("jobs", "run", "--json")
    assert (done.returncode, done.stderr) == (1, "")
    failed, *others = json.loads(done.stdout)
    assert (failed["job_name"], failed["status"], failed["message"]) == (
        "bandit:attribute",
        "failed",
        "no such luck [WT004]",
    )
    assert {job["status"] for job in others} == {"succeeded"}
    query = "select severity, value, remedy from bandit.health where account = 'default' and name = 'jobs'"
    expected = {"severity": "critical", "value": "bandit:attribute", "remedy": "pgbandit jobs list"}
    assert db.execute(query).fetchone() == expected
    assert "failed" in cli("jobs", "list").stdout


def test_calls_at_the_same_time_share_the_jobs(db, pgbandit):
    with ThreadPoolExecutor() as pool:
        calls = list(pool.map(lambda _: pgbandit("jobs", "run", "--json"), range(3)))
    assert {call.returncode for call in calls} == {0}
    assert sorted(job["job_name"] for call in calls for job in json.loads(call.stdout)) == ALL


def test_an_operator_runs_them(ok):
    """With the rights of the role alone."""
    output = ok("jobs", "run", env={"PGOPTIONS": "-c role=bandit_operator"})
    assert re.findall(r"^(bandit:\w+) +succeeded", output, re.MULTILINE) == ALL


def test_a_reader_may_list_them_only(as_json, fails):
    reader = {"PGOPTIONS": "-c role=bandit_reader"}
    assert len(as_json("jobs", "list", env=reader)) == len(ALL)
    assert "permission denied" in fails(2, "jobs", "run", env=reader)
