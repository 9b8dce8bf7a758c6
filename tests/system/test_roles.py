"""Every role may do what rights.txt decides, and no more: each object is really called or read as each of them."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from psycopg.errors import InsufficientPrivilege
from psycopg.sql import SQL, Identifier

RIGHTS = Path(__file__).with_name("rights.txt")
ROLES = ("bot", "operator", "reader")

# What calls pass for arguments of these names; other arguments keep their defaults, or are null.
VALUES = {
    "p_account_id": "bandit.account_id('default')",
    "p_handle": "'default'",
    "p_now": "now()",
    "p_at": "now()",
    "p_from": "(now() - interval '1 day')",
    "p_to": "now()",
    "p_every": "'6 hours'",
    "p_lookback": "'7 days'",
    "p_generator": "'coach'",
    "p_generator_name": "'coach'",
    "p_name": "'coach'",
    "p_left": "'coach'",
    "p_right": "'couch'",
    "p_action": "'pin'",
    "p_weight": "0.1",
    "p_reason": "'to see'",
    "p_key": "'min_posts'",
    "p_value": "'30'",
    "p_rows": "'[]'",
    "p_source": "'test'",
    "p_text": "'2025-01-01'",  # not null: PostgreSQL takes a strict function of null for null without calling it
    "p_chi_square": "1",
    "p_degrees": "1",
    "p_x": "0.5",
    "p_a": "2",
    "p_b": "3",
    "p_probability": "0.5",
    "p_shape": "2",
    "p_arm": "'variant_a'",
    "p_share": "0.1",
    "p_check_name": "'weights_sum'",
    "p_severity": "'warning'",
    "p_message": "'something is off'",
    "p_values": "'{1, 2}'",
    "p_amount": "1",
    "p_exposures": "'{1, 2}'",
    "p_run_at": "now()",
    "p_job": "'tuning'",
    "p_policy": "'thompson'",
    "p_measure": "'f_per_1k'",
    "p_candidate": "'blueprint 0.4'",
    "p_error_code": "'XX000'",
    "p_task": "'attribution'",
    "p_n": "3",
    "p_width": "10",
    "p_max_posts": "5",
    "p_limit": "1",
    "p_worker": "'runner'",
    "p_results": "'[]'",
    "p_cursor": "'page'",
    "p_credits": "1",
    "p_until_age": "'1 day'",
}

# What a login of the product really does, in order; the functions that change something are then told no mistake.
DEEDS = {
    "bot": (
        "select bandit.mark_posted((select decision_id from bandit.choose_generator()), '1')",
        'select bandit.record_outcomes(\'[{"tweet_id": "1", "likes": 1}]\')',
        "select bandit.discard_decision((select decision_id from bandit.choose_generator()), 'too long')",
        "select bandit.claim_scrapes(p_worker => 'runner')",
        'select bandit.finish_scrape(\'runner\', \'[{"tweet_id": "1", "likes": 2}]\')',
        "select bandit.save_scrape_state('page', now(), 1), bandit.scrape_state()",
        "select bandit.account_id('default'), bandit.account_handle()",
    ),
    "operator": (
        "select bandit.create_account('another')",
        "select bandit.add_generator('dreamer')",
        "select bandit.override_generator('coach', 'pin', 0.2, 'to see')",
        "select bandit.set_setting('mode', 'suggest')",
        "select bandit.set_scrape_band('90 days', '14 days')",
        "select bandit.maintain_partitions()",
        'select bandit.import_posts(\'[{"tweet_id": "2", "posted_at": "2025-01-01T00:00:00Z"}]\')',
        "select bandit.optimize()",
        "call bandit.optimize_all()",
        "select bandit.tune(), bandit.evaluate_policy('blueprint')",
        "call bandit.tune_all()",
    ),
    "reader": (
        "select bandit.report(), bandit.override_preview('coach', 'disable')",
        "select bandit.evaluate_policy(null, p_weights => '{\"coach\": 1}')",
        "select bandit_internal.compare_candidates(bandit.account_id('default'), '30 days', now())",
        "select bandit.explain_weights(), bandit_internal.compute_weights(1, '{}', now())",
    ),
}

OBJECTS = """
    select case p.prokind when 'p' then 'procedure' else 'function' end,
        format('%s.%s', p.pronamespace::regnamespace, p.proname)
    from pg_proc as p
    where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
    union all
    select case c.relkind when 'v' then 'view' else 'table' end,
        format('%s.%s', c.relnamespace::regnamespace, c.relname)
    from pg_class as c
    where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
      and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and (not c.relispartition or c.relname ~ '_default$')
"""
ARGUMENTS = """
    select a.name, format_type(t.type, null), a.place > p.pronargs - p.pronargdefaults
    from pg_proc as p
    cross join unnest(p.proargtypes) with ordinality as t (type, place)
    join unnest(p.proargnames) with ordinality as a (name, place) using (place)
    where format('%%s.%%s', p.pronamespace::regnamespace, p.proname) = %s
    order by place
"""
MAY_READ = "select has_table_privilege(%(role)s, %(name)s, 'select') as may"
MAY_CALL = "select has_function_privilege(%(role)s, %(name)s::regproc, 'execute') as may"
WRITABLE = """
    select c.oid::regclass::text
    from pg_class as c
    where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
      and (
          (c.relkind in ('r', 'p', 'v', 'm', 'f')
              and (has_table_privilege(%(role)s, c.oid, 'insert, update, delete, truncate, references, trigger')
                  or has_any_column_privilege(%(role)s, c.oid, 'insert, update, references')))
          or (c.relkind = 'S' and has_sequence_privilege(%(role)s, c.oid, 'usage, select, update'))
      )
"""


def decisions() -> dict[tuple[str, str], dict[str, bool]]:
    """The table of rights.txt: (kind, name) to role to allowed."""
    lines = [line.split() for line in RIGHTS.read_text().splitlines() if line and not line.startswith("#")]
    return {
        (kind, name): dict(zip(ROLES, ({"yes": True, "-": False}[word] for word in words), strict=True))
        for kind, name, *words in lines
    }


def undecided(db: psycopg.Connection) -> set[tuple[str, str]]:
    """Objects without a decision, and decisions without an object."""
    return {tuple(row.values()) for row in db.execute(OBJECTS)} ^ set(decisions())


@pytest.fixture(params=["role", "login"])
def connect(request, database, db):
    """A session as one of our roles, or as a login that was granted it."""
    login = f"login_{uuid4().hex}"

    def connected(role: str) -> psycopg.Connection:
        db.execute(SQL("create role {} login password 'x'").format(Identifier(login)))
        db.execute("select bandit.grant_role(%s, %s)", [role, login])
        options = f"-c role=bandit_{role}" if request.param == "role" else ""
        dsn = make_conninfo(database, user=login, password="x", options=f"{options} -c statement_timeout=10s".strip())
        return psycopg.connect(dsn, autocommit=True)

    yield connected
    db.execute(SQL("drop role if exists {}").format(Identifier(login)))


def call(db: psycopg.Connection, kind: str, name: str) -> str:
    """A statement that calls or reads the object, with values that make sense where they are needed."""
    if kind in {"view", "table"}:
        return f"table {name}"
    arguments = []
    for argument, type_, has_default in (tuple(row.values()) for row in db.execute(ARGUMENTS, [name])):
        if argument in VALUES or not has_default:
            value = VALUES.get(argument, "null")
            if type_.endswith("[]"):
                value = value.replace("[]", "{}")  # the empty array of SQL, not of JSON
            arguments.append(f"{argument} => {value}::{type_}")
    return f"{'call' if kind == 'procedure' else 'select'} {name}({', '.join(arguments)})"


def refusal(session: psycopg.Connection, statement: str) -> str:
    """What PostgreSQL or pgbandit says against a statement; nothing where it is done. Whatever it did is undone."""
    try:
        if statement.startswith("call "):
            session.execute(statement)  # commits by itself
        else:
            with session.transaction(force_rollback=True):
                session.execute(statement)
    except psycopg.Error as error:
        return f"{error.sqlstate}: {error.diag.message_primary}"
    return ""


def wrong(db: psycopg.Connection, session: psycopg.Connection, role: str) -> Iterator[str]:
    """Objects where what happens is not what was decided. An error of our own, such as WT018, is no refusal."""
    for (kind, name), allowed in decisions().items():
        said = refusal(session, call(db, kind, name))
        schema, _, bare = name.partition(".")
        denied = said.startswith("42501: permission denied for ") and said.endswith((f" {bare}", f" {schema}"))
        fine = said == "" or said.startswith(("WT", "42501: must have admin option")) if allowed[role] else denied
        if not fine:
            yield f"{kind} {name}: {'allowed' if allowed[role] else 'refused'} by decision, but: {said or 'done'}"


def test_every_object_has_a_decision(db):
    assert undecided(db) == set()


def test_a_new_object_without_a_decision_is_named(db):
    db.execute("create function bandit.new_function() returns integer language sql as 'select 1'")
    db.execute("create procedure bandit.new_procedure() language sql as 'select 1'")
    db.execute("create table bandit.new_table (n integer)")
    db.execute("create view bandit.new_view as select 1 as n")
    db.execute("create materialized view bandit.new_matview as select 1 as n")
    assert undecided(db) == {
        ("function", "bandit.new_function"),
        ("procedure", "bandit.new_procedure"),
        ("table", "bandit.new_table"),
        ("view", "bandit.new_view"),
        ("table", "bandit.new_matview"),
    }


@pytest.mark.parametrize("role", ROLES)
def test_what_happens_is_what_was_decided(db, connect, role):
    with connect(role) as session:
        assert list(wrong(db, session, role)) == []


@pytest.mark.parametrize("role", ROLES)
def test_the_catalogue_says_the_same(db, role):
    for (kind, name), allowed in decisions().items():
        query = MAY_READ if kind in {"view", "table"} else MAY_CALL
        found = db.execute(query, {"role": f"bandit_{role}", "name": name}).fetchall()
        assert found == [{"may": allowed[role]}], name


@pytest.mark.parametrize("role", ROLES)
def test_nobody_writes_past_the_functions(db, connect, role):
    assert db.execute(WRITABLE, {"role": f"bandit_{role}"}).fetchall() == []
    tables = [name.removeprefix("bandit.") for kind, name in decisions() if kind == "table"]
    with connect(role) as session:
        for statement in ("delete from bandit.{}", "insert into bandit.{} default values", "truncate bandit.{}"):
            for table in tables:
                with pytest.raises(InsufficientPrivilege, match=table):
                    session.execute(SQL(statement).format(Identifier(table)))
        with pytest.raises(InsufficientPrivilege, match="schema bandit"):
            session.execute("create table bandit.mine (n integer)")


@pytest.mark.parametrize(("role", "deeds"), DEEDS.items())
def test_a_role_does_its_work(connect, role, deeds):
    with connect(role) as session:
        for deed in deeds:
            session.execute(deed)


def test_a_wrong_grant_is_found(db, connect):
    db.execute("grant execute on function bandit_internal.set_weights to bandit_reader")
    db.execute("grant select on bandit.outcomes to bandit_reader")
    db.execute("revoke select on bandit.weights from bandit_reader")
    db.execute("revoke execute on function bandit_internal.generator_totals from bandit_reader")  # which others need
    with connect("reader") as session:
        found = {line.partition(":")[0] for line in wrong(db, session, "reader")}
    assert {
        "function bandit_internal.set_weights",
        "table bandit.outcomes",
        "view bandit.weights",
        "function bandit_internal.generator_totals",
    } <= found
    assert {"view bandit.performance", "function bandit.report"} & found
