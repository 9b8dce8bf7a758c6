"""Makes the views and routines equal to the files of `sql/`, in one transaction."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.errors import DependentObjectsStillExist, InvalidFunctionDefinition, WrongObjectType

from runner.deploy import catalogue, checker, ledger, privileges, scripts
from runner.deploy.catalogue import Object, name_of
from runner.deploy.comparison import Comparison, compare
from runner.deploy.ledger import Entry
from runner.deploy.sources import Source
from runner.errors import UserError


@dataclass
class Changes:
    created: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def run(conn: psycopg.Connection, folder: Path) -> Changes:
    """Make the schemas equal to the files. An error leaves everything unchanged."""
    with _transaction(conn):
        comparison = compare(conn, folder)
        if comparison.in_step:
            _follow_moves(conn, comparison)
            return Changes()
        return _bring_in_step(conn, comparison)


def rehearse_drop(conn: psycopg.Connection, folder: Path) -> None:
    """Fail before a migration is applied if an object of the user depends on a view that must be dropped."""
    with _transaction(conn, force_rollback=True):
        comparison = compare(conn, folder)
        if not comparison.in_step:
            _drop(conn, "view", comparison.standing_views)


@contextmanager
def _transaction(conn: psycopg.Connection, force_rollback: bool = False) -> Iterator[None]:
    try:
        with conn.transaction(force_rollback=force_rollback):
            conn.execute("set local check_function_bodies = off")
            yield
    except psycopg.Error as error:
        raise scripts.user_error(error) from error


def _follow_moves(conn: psycopg.Connection, comparison: Comparison) -> None:
    """Record the new folders of files. Their objects do not change."""
    before = [comparison.entries[source.key] for source in comparison.moved]
    after = [replace(comparison.entries[source.key], file_path=source.path) for source in comparison.moved]
    ledger.replace(conn, before, after)


def _bring_in_step(conn: psycopg.Connection, comparison: Comparison) -> Changes:
    rights = privileges.of_others(conn)
    _drop(conn, "view", comparison.standing_views)
    identities = _replace_routines(conn, comparison)
    _drop(conn, "routine", set(comparison.standing_routines) - set(identities.values()))
    identities |= {source: _create(conn, source) for source in comparison.sources if source.is_view}
    lost = privileges.restore(conn, rights, _successors(comparison, identities))
    _check(conn, comparison.sources)
    ledger.replace(conn, comparison.entries.values(), _entries(conn, identities))
    return _changes(comparison, identities, lost)


def _drop(conn: psycopg.Connection, kind: str, identities: Iterable[str]) -> None:
    """Drop all in one statement: they may depend on each other, but no other object may depend on them."""
    targets = [sql.SQL(identity) for identity in sorted(identities)]
    if not targets:
        return
    try:
        conn.execute(sql.SQL("drop {} {} restrict").format(sql.SQL(kind), sql.SQL(", ").join(targets)))
    except DependentObjectsStillExist as error:
        raise UserError(
            f"pgbandit's own objects cannot be replaced: {'; '.join(error.diag.message_detail.splitlines())}",
            hint="drop the dependent objects, migrate, and create them again",
        ) from error


def _replace_routines(conn: psycopg.Connection, comparison: Comparison) -> dict[Source, str]:
    """Run the stale files and return the identity of the routine of each file."""
    standing = {name_of(identity): identity for identity in comparison.standing_routines}
    stale = set(comparison.stale)
    return {
        source: _replace(conn, source, standing.get(source.name)) if source in stale else standing[source.name]
        for source in comparison.sources
        if not source.is_view
    }


def _replace(conn: psycopg.Connection, source: Source, predecessor: str | None) -> str:
    """Create or replace the routine. If its result or argument names changed, drop the old one first."""
    if predecessor is None:
        return _create(conn, source)
    privileges.reset(conn, predecessor)
    try:
        with conn.transaction():
            return _create(conn, source)
    except UserError as error:
        if not isinstance(error.__cause__, (InvalidFunctionDefinition, WrongObjectType)):
            raise
    _drop(conn, "routine", [predecessor])
    return _create(conn, source)


def _create(conn: psycopg.Connection, source: Source) -> str:
    """Run the file and return the identity of its object. The file must create or change that object only."""
    before = catalogue.traces(conn)
    scripts.run(conn, source.text, f"sql/{source.path}")
    touched = {identity for identity, *_ in before ^ catalogue.traces(conn)}
    if {identity.partition("(")[0] for identity in touched} != {f"{source.schema}.{source.name}"} or len(touched) > 1:
        raise UserError(
            f"sql/{source.path} must define {source.schema}.{source.name} only,"
            f" but it creates or changes {', '.join(sorted(touched)) or 'nothing'}",
        )
    return touched.pop()


def _successors(comparison: Comparison, identities: dict[Source, str]) -> dict[str, str]:
    """The new identity of each object by its old one."""
    now = {source.key: identity for source, identity in identities.items()}
    return {entry.identity: now[entry.key] for entry in comparison.entries.values() if entry.key in now}


def _check(conn: psycopg.Connection, sources: Iterable[Source]) -> None:
    if problems := checker.problems(conn, sources):
        raise UserError(f"plpgsql_check finds errors, nothing was changed: {'; '.join(map(str, problems))}")


def _entries(conn: psycopg.Connection, identities: dict[Source, str]) -> list[Entry]:
    objects = catalogue.objects(conn)
    return [_entry(source, objects.get(identity)) for source, identity in identities.items()]


def _entry(source: Source, found: Object | None) -> Entry:
    if found is None or (found.kind == "view") != source.is_view:
        kind = "a view" if source.is_view else "a function or a procedure"
        raise UserError(
            f"sql/{source.path} must define {kind}",
            hint="views belong in sql/views, functions and procedures in sql/functions, other objects in a migration",
        )
    return Entry(found.identity, found.kind, source.path, source.hash, found.hash)


def _changes(comparison: Comparison, identities: dict[Source, str], warnings: list[str]) -> Changes:
    successors = _successors(comparison, identities)
    stale = [identities[source] for source in comparison.stale]
    return Changes(
        created=[identity for identity in stale if identity not in successors.values()],
        replaced=[identity for identity in stale if identity in successors.values()],
        dropped=[entry.identity for entry in comparison.gone if entry.identity not in successors],
        warnings=warnings,
    )
