"""The runner is thin: its only SQL is calls and reads by name; it has no arithmetic on weights and no business rule.

Code that creates the functions, or the server, cannot call them and is exempt.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUNNER = ROOT / "runner"
SQL = ROOT / "sql"
INFRASTRUCTURE = (RUNNER / "deploy", RUNNER / "doctor.py", RUNNER / "server")
MODULES = sorted(file for file in RUNNER.rglob("*.py") if not any(file.is_relative_to(each) for each in INFRASTRUCTURE))

DATABASE = "runner/database/calls.py"
DATABASES_SQL = {
    "select * from bandit.{}({})",
    "select * from bandit.{} where {} limit {}",
    "select count(*) from bandit.{} where {}",
    "call bandit.{}({})",
    "listen bandit_events",
    "select set_config('statement_timeout', {}, true)",
    "pg_catalog.set_config({}, {}, true)",
    "select {}",
    "select pg_catalog.pg_backend_pid()",
    "p_account_id => bandit.account_id({})",
    "{} => {}",
    "{} = {}",
    "{} >= {}",
    "{} < {}",
    " and ",
    ", ",
    "true",
}
MAY_IMPORT_PSYCOPG = {DATABASE, "runner/database/connection.py", "runner/database/failures.py"}
RUNS_SQL = {"execute", "executemany", "copy", "stream", "cursor", "SQL"}
CALLS = {"call": "functions/*", "call_for_all": "functions/*", "run": "functions/*"} | dict.fromkeys(
    ("read", "iterate", "count"), "views"
)
MEASURED = re.compile(
    r"weight|score|f_per_1k|followers|impressions|propensity|likes|views|lookback|aggressiveness|total_posts|min_posts"
)
SUMS = {"sum", "min", "max", "round", "abs", "pow", "mean", "sorted"}


def imports(node: ast.AST) -> list[str]:
    match node:
        case ast.Import():
            return [name.name for name in node.names]
        case ast.ImportFrom():
            return [node.module or ""]
    return []


def called(node: ast.AST) -> str | None:
    """Return the bare name of the called function, if this is a call."""
    match node:
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name
    return None


def measured(node: ast.AST) -> set[str]:
    """Return the names in an expression that stand for values which only SQL computes with."""
    names = set()
    for part in ast.walk(node):
        match part:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str(name))):
                names |= {name} if MEASURED.search(name) else set()
    return names


def sql_elsewhere(module: str, tree: ast.AST) -> Iterator[str]:
    """Find SQL, and ways to run it, outside their one place."""
    for node in ast.walk(tree):
        if any(name.split(".")[0] == "psycopg" for name in imports(node)) and module not in MAY_IMPORT_PSYCOPG:
            yield f"{module}:{node.lineno}: imports psycopg"
        if called(node) in RUNS_SQL and module != DATABASE:
            yield f"{module}:{node.lineno}: calls {called(node)}"
        if module == DATABASE and called(node) == "SQL":
            match node.args:
                case [ast.Constant(value=text)] if text in DATABASES_SQL:
                    continue
            yield f"{module}:{node.lineno}: SQL that is neither a call nor a reading by name"
        if module == DATABASE and called(node) in {"execute", "executemany"}:
            match node.args:
                case [ast.Constant() | ast.JoinedStr() | ast.BinOp(), *_]:
                    yield f"{module}:{node.lineno}: executes a text"


def arithmetic(module: str, tree: ast.AST) -> Iterator[str]:
    """Find arithmetic on weights and measures, and decisions by them."""
    for node in ast.walk(tree):
        computes = isinstance(node, ast.BinOp | ast.AugAssign | ast.UnaryOp) and not isinstance(node.op, ast.Not)
        decides = isinstance(node, ast.Compare) and any(
            isinstance(operator, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for operator in node.ops
        )
        if (computes or decides or called(node) in SUMS) and (names := measured(node)):
            yield f"{module}:{node.lineno}: computes with {', '.join(sorted(names))}"


def absent_objects(module: str, tree: ast.AST) -> Iterator[str]:
    """Find calls and reads of objects that sql/ does not define, and arguments that they do not have."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(
                    value=ast.Name(id="database") | ast.Attribute(attr="database"),
                    attr=("call" | "call_for_all" | "run" | "read" | "iterate" | "count") as how,
                ),
                args=[name, *_],
                keywords=keywords,
            ):
                files = list(SQL.glob(f"{CALLS[how]}/{name.value}.sql")) if isinstance(name, ast.Constant) else []
                if not files:
                    yield f"{module}:{node.lineno}: sql/ has no {ast.unparse(name)} to {how}"
                    continue
                text = files[0].read_text()
                for keyword in keywords:
                    if not re.search(rf"\b{keyword.arg}\b", text):
                        yield f"{module}:{node.lineno}: {name.value} knows no {keyword.arg}"


RULES = (sql_elsewhere, arithmetic, absent_objects)


def violations(module: str, source: str) -> list[str]:
    tree = ast.parse(source)
    return [found for rule in RULES for found in rule(module, tree)]


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_the_runner_is_thin(file):
    assert violations(str(file.relative_to(ROOT)), file.read_text()) == []


def test_there_are_modules_and_calls_to_check():
    assert len(MODULES) > 15
    calls = [node for file in MODULES for node in ast.walk(ast.parse(file.read_text())) if called(node) in CALLS]
    assert len(calls) > 20


LOOKING = "runner/commands/looking.py"


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (LOOKING, "import psycopg"),
        (LOOKING, "from psycopg.sql import SQL"),
        (LOOKING, "session.database._connection.execute('select 1')"),
        (LOOKING, "connection.cursor()"),
        (LOOKING, "rows = SQL('select 1')"),
        (DATABASE, "SQL('update bandit.generator_weights set weight = {}')"),
        (DATABASE, "SQL('select * from bandit.accounts')"),
        (DATABASE, "SQL(f'select * from bandit.{name}')"),
        (DATABASE, "connection.execute(f'select * from bandit.{name}')"),
        (DATABASE, "connection.execute('delete from bandit.events')"),
        (LOOKING, "new = weight * 0.7 + score * 0.3"),
        (LOOKING, "row['new_weight'] - row['old_weight']"),
        (LOOKING, "weights[name] /= total"),
        (LOOKING, "total = sum(row['total_followers'] for row in rows)"),
        (LOOKING, "best = max(rows, key=lambda row: row['f_per_1k'])"),
        (LOOKING, "f = 1000 * post.followers_gained / post.impressions"),
        (LOOKING, "if generator['f_per_1k'] > 5: pass"),
        (LOOKING, "failing = 0 < settings.min_posts"),
        (LOOKING, "session.database.call('no_such_function')"),
        (LOOKING, "database.read('no_such_view')"),
        (LOOKING, "database.iterate('no_such_view')"),
        (LOOKING, "database.count(name)"),
        (LOOKING, "session.database.read('generator_performance')"),
        (LOOKING, "session.database.call(name)"),
        (LOOKING, "session.database.call('report', p_look_back='7 days')"),
        (LOOKING, "session.database.read('recent_events', limit=1, species='viral')"),
    ],
)
def test_a_violation_is_detected(module, source):
    assert len(violations(module, source)) >= 1


@pytest.mark.parametrize(
    "source",
    [
        "session.database.call('report', p_lookback=lookback, p_now=at)",
        "database.read('weight_history', limit, account=account, generator_name=name)",
        "session.database.run('optimize_all', p_now=now)",
        "click.echo(f'added {name} at {weight}')",
        "widths = max(map(len, cells)) + 2",
        "changed = imported['inserted'] + imported['updated']",
    ],
)
def test_valid_code_passes(source):
    assert violations(LOOKING, source) == []
