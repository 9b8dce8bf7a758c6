"""The doctor, tried on toy deployments that are each damaged in one way: it finds that, no more, and mends nothing."""

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from runner import doctor
from runner.doctor import Finding, Severity


def off(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is not Severity.OK]


def examine(toy, dsn: str) -> list[Finding]:
    """All but the jobs: these databases have none."""
    return [finding for finding in off(doctor.examine(dsn, toy.root)) if finding.area != "jobs"]


def summary(finding: Finding) -> tuple[str, str, str]:
    return str(finding.severity), finding.subject, finding.message


def test_a_healthy_database_is_all_ok(toy, pristine):
    toy.jobs(("bandit:optimize", "0 */6 * * *", "select 1"))
    toy.migrate(pristine.dsn, schedule_jobs=True)
    findings = doctor.examine(pristine.dsn, toy.root)
    assert [finding.area for finding in findings] == [
        "foundations",
        "migrations",
        "objects",
        "functions",
        "runs",
        "jobs",
    ]
    assert off(findings) == []


def test_the_real_thing_is_healthy(dsn):
    assert off(doctor.examine(dsn)) == []


def test_an_empty_database_lacks_its_foundations(toy, pristine):
    findings = doctor.examine(pristine.dsn, toy.root)
    assert {finding.area for finding in findings} == {"foundations"}
    subjects = [finding.subject for finding in findings]
    assert subjects == ["bandit_owner", "bandit_bot", "bandit_operator", "bandit_reader", "bandit", "bandit_internal"]


def test_a_role_that_can_log_in_is_a_warning(toy, pristine):
    toy.migrate(pristine.dsn)
    pristine.conn.execute("alter role bandit_bot login")
    [finding] = examine(toy, pristine.dsn)
    assert summary(finding) == ("warning", "bandit_bot", "the role can log in or is a superuser")
    pristine.conn.execute(finding.remedy)
    assert examine(toy, pristine.dsn) == []


def test_who_may_not_act_as_owner_learns_how_to(toy, pristine):
    toy.migrate(pristine.dsn)
    installer = pristine.installer(pristine.dsn)
    [finding] = examine(toy, installer)
    assert finding.message == "may not act as bandit_owner, so nothing else was examined"
    pristine.conn.execute(finding.remedy)
    assert examine(toy, installer) == []


def test_migrations_that_are_pending_or_not_among_the_files(toy, empty):
    toy.migration("0003.more", "create table bandit.more (more integer)")
    toy.migrate(empty)
    toy.remove("migrations/0003.more.sql")
    toy.migration("0004.yet_more", "create table bandit.yet_more (more integer)")
    assert list(map(summary, examine(toy, empty))) == [
        ("error", "0004.yet_more", "is not applied yet"),
        ("error", "0003.more", "is applied but not among the files: the database is newer than this pgbandit"),
    ]


def test_a_migration_that_was_edited_after_it_was_applied(toy, empty):
    toy.migrate(empty)
    file = toy.root / "migrations/0002.posts.sql"
    original = file.read_text()
    toy.migration("0002.posts", original.replace("likes integer", "likes bigint"))
    [finding] = examine(toy, empty)
    assert summary(finding) == ("error", "0002.posts", "was edited after it was applied")
    assert finding.remedy == "restore the file; put the change in a new migration"
    assert not toy.migrate(empty).changed
    toy.migration("0002.posts", original)
    assert examine(toy, empty) == []


def test_a_database_from_before_the_baseline(toy, empty, admin):
    toy.migrate(empty)
    admin.execute(
        "update bandit._yoyo_migration set migration_id = '0001.accounts' where migration_id = '0001.deployment'"
    )
    [finding] = examine(toy, empty)
    message = "the database was created by a version of pgbandit before 0.1.0"
    assert summary(finding) == ("error", "migrations", message)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            "create or replace function bandit.count_posts() returns integer language sql as 'select 7'",
            ("error", "bandit.count_posts()", "was changed by hand"),
        ),
        ("comment on view bandit.likes is 'changed'", ("error", "bandit.likes", "was changed by hand")),
        ("grant insert on bandit.likes to public", ("error", "bandit.likes", "was changed by hand")),
        ("alter view bandit.likes owner to pgbandit", ("error", "bandit.likes", "was changed by hand")),
        ("alter view bandit.likes set (security_barrier)", ("error", "bandit.likes", "was changed by hand")),
        ("drop function bandit.twice(integer)", ("error", "bandit.twice(integer)", "was dropped by hand")),
        (
            "create function bandit.twice(text) returns text language sql as 'select 2 || $1'",
            ("warning", "bandit.twice(text)", "no file defines it: it was created by hand"),
        ),
        (
            "create view bandit.mine as select 1 as one",
            ("warning", "bandit.mine", "no file defines it: it was created by hand"),
        ),
    ],
)
def test_a_change_made_by_hand_is_drift(toy, empty, admin, change, expected):
    toy.migrate(empty)
    admin.execute(change)
    assert list(map(summary, examine(toy, empty))) == [expected]


def test_what_others_may_do_is_their_business(toy, empty, admin, stranger):
    toy.migrate(empty)
    admin.execute(f"grant select on bandit.likes to {stranger}; grant execute on function bandit.twice to {stranger}")
    admin.execute("create table bandit.partition_of_a_job (more integer)")
    assert examine(toy, empty) == []


def test_files_that_wait_to_be_deployed(toy, empty):
    toy.migrate(empty)
    toy.view("extra", "select 1 as one")
    toy.view("likes", "select likes from bandit.posts")
    toy.remove("sql/functions/core/twice.sql")
    assert list(map(summary, examine(toy, empty))) == [
        ("error", "sql/views/extra.sql", "was never deployed"),
        ("error", "sql/views/likes.sql", "was edited since it was deployed"),
        ("error", "bandit.twice(integer)", "its file sql/functions/core/twice.sql is gone"),
    ]


def test_a_function_that_a_migration_broke(toy, empty, admin):
    toy.migrate(empty)
    admin.execute("alter table bandit.posts rename to articles")
    findings = [finding for finding in examine(toy, empty) if finding.area == "functions"]
    assert list(map(summary, findings)) == [
        (
            "error",
            "bandit.count_posts()",
            'relation "bandit.posts" does not exist (sql/functions/core/count_posts.sql:9)',
        )
    ]


def test_a_missing_plpgsql_check_is_a_warning(toy, empty, admin):
    toy.migrate(empty)
    admin.execute("drop extension plpgsql_check")
    [finding] = examine(toy, empty)
    assert summary(finding) == ("warning", "plpgsql_check", "is missing: functions are not checked")


def test_failed_runs_of_the_last_day(toy, empty, admin):
    toy.migration(
        "0003.runs",
        """
        create table bandit.accounts (account_id bigint primary key, handle text);
        create table bandit.optimization_runs (
            account_id bigint, run_id bigint, status text, reason text, error_code text, logged_at timestamptz
        );
        insert into bandit.accounts values (1, 'demo');
        insert into bandit.optimization_runs values
            (1, 1, 'failed', 'long ago', 'WT001', now() - interval '2 days'),
            (1, 2, 'failed', 'division by zero', '22012', now() - interval '2 hours'),
            (1, 3, 'failed', 'too little room', 'WT012', now() - interval '1 hour'),
            (1, 4, 'success', null, null, now());
        """,
    )
    toy.migrate(empty)
    [finding] = examine(toy, empty)
    message = "failed runs in the last day: 2, the last with WT012: too little room"
    assert summary(finding) == ("error", "demo", message)


def test_a_missing_pg_cron_is_a_warning(toy, pristine):
    dsn = pristine.database()
    toy.migrate(dsn)
    [finding] = off(doctor.examine(dsn, toy.root))
    message = "the jobs cannot be examined: pg_cron is not installed in database pgbandit"
    assert summary(finding) == ("warning", "pg_cron", message)


@pytest.mark.parametrize("elsewhere", [False, True])
def test_jobs_that_differ_or_fail(toy, pristine, elsewhere):
    pristine.conn.execute("create extension pg_cron")
    dsn = pristine.database() if elsewhere else pristine.dsn
    suffix = f"@{conninfo_to_dict(dsn)['dbname']}" if elsewhere else ""
    toy.jobs(("bandit:optimize", "0 */6 * * *", "select 1"), ("bandit:tidy", "0 3 * * *", "select 2"))
    toy.migrate(dsn, schedule_jobs=True)
    assert off(doctor.examine(dsn, toy.root)) == []

    pristine.conn.execute("delete from cron.job where jobname like 'bandit:tidy%'")
    pristine.conn.execute("update cron.job set schedule = '* * * * *'")
    pristine.conn.execute("""
        insert into cron.job_run_details (jobid, runid, database, username, command, status, return_message, end_time)
        select jobid, 1, database, username, command, 'failed', E'ERROR:  out\\nof luck', now()
        from cron.job
    """)
    assert sorted(map(summary, off(doctor.examine(dsn, toy.root)))) == sorted(
        [
            ("error", f"bandit:optimize{suffix}", "is missing or differs from job_spec"),
            ("error", f"bandit:tidy{suffix}", "is missing or differs from job_spec"),
            ("error", f"bandit:optimize{suffix}", "is scheduled but not in job_spec: * * * * * select 1"),
            (
                "error",
                f"bandit:optimize{suffix}",
                "failed executions in the last day: 1, the last with ERROR: out of luck",
            ),
        ]
    )


@pytest.fixture
def second(toy, pristine) -> str:
    """The DSN of a second role that may deploy. pg_cron does not show it the jobs that the first scheduled."""
    toy.jobs(("bandit:optimize", "0 */6 * * *", "select 1"))
    toy.migrate(pristine.dsn, schedule_jobs=True)
    dsn = pristine.installer(pristine.dsn, "in role bandit_owner")
    pristine.conn.execute(f"grant usage on schema cron to {conninfo_to_dict(dsn)['user']}")
    return dsn


def test_jobs_of_another_owner(toy, pristine, second):
    message = f"the jobs belong to pgbandit: pg_cron does not show them to {conninfo_to_dict(second)['user']}"
    assert list(map(summary, off(doctor.examine(second, toy.root)))) == [("warning", "pg_cron", message)]
    toy.jobs(("bandit:optimize", "1 * * * *", "select 1"))
    toy.migrate(second)
    [error, _] = off(doctor.examine(second, toy.root))
    assert summary(error) == ("error", "scheduled_jobs", "the scheduled jobs differ from job_spec")
    assert error.remedy == "pgbandit migrate as pgbandit"


@pytest.mark.parametrize("by", ["superuser", "their owner"])
def test_jobs_that_run_twice(toy, pristine, second, by):
    with psycopg.connect(second) as conn:
        conn.execute("select cron.schedule('mine', '* * * * *', 'select 1')")
    [finding, *_] = off(doctor.examine(pristine.dsn if by == "superuser" else second, toy.root))
    assert (finding.severity, finding.subject) == (Severity.ERROR, "mine")
    assert finding.message.startswith(f"runs twice: role {conninfo_to_dict(second)['user']} has scheduled it too")


def test_a_job_of_another_role_with_a_name_of_ours(toy, pristine, second):
    """It may fail as often as it likes: it is not ours."""
    with psycopg.connect(second) as conn:
        conn.execute("select cron.schedule('bandit:optimize', '* * * * *', 'select 1 / 0')")
    pristine.conn.execute("""
        insert into cron.job_run_details (jobid, runid, database, username, command, status, end_time)
        select jobid, 1, database, username, command, 'failed', now()
        from cron.job
        where command = 'select 1 / 0'
    """)
    [finding] = off(doctor.examine(pristine.dsn, toy.root))
    assert (finding.severity, finding.subject) == (Severity.WARNING, "bandit:optimize")
    assert finding.message.endswith("has scheduled it: select 1 / 0")
    pristine.conn.execute(finding.remedy)
    assert off(doctor.examine(pristine.dsn, toy.root)) == []


def test_the_doctor_writes_nothing(toy, pristine):
    """Where every statement that would write fails, all is found as elsewhere."""
    toy.migrate(pristine.dsn, schedule_jobs=True)
    toy.view("likes", "select likes from bandit.posts")
    pristine.conn.execute("drop view bandit.average")
    locked = make_conninfo(pristine.dsn, options="-c default_transaction_read_only=on")
    assert examine(toy, locked) == examine(toy, pristine.dsn) != []
    with psycopg.connect(pristine.dsn) as conn:
        assert conn.execute("select to_regclass('bandit.average')").fetchone() == (None,)
