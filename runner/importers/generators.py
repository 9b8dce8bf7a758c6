"""The mapping file: the generator of each post."""

import sys
from pathlib import Path

from runner.errors import UserError
from runner.importers.post_ids import are_rounded, is_post_id
from runner.importers.tables import Table, loose

_KEYS = {"postid": "post", "tweetid": "post", "generatorname": "generator", "generator": "generator"}
_REQUIRED = {"post": "the post's id (post_id)", "generator": "the generator (generator_name)"}


def read_generators(path: Path) -> dict[str, str]:
    """Return the generator of each post id. A post may be listed twice if the generator is the same."""
    table = Table(path)
    columns = table.locate(lambda name: _KEYS.get(loose(name)), _REQUIRED)
    generators: dict[str, str] = {}
    for row, fields in table.records():
        if misfit := table.misfit(fields):
            raise UserError(f"{path}, row {row}: {misfit}")
        post_id, generator = (fields[columns[key]].strip() for key in ("post", "generator"))
        if not is_post_id(post_id):
            raise _error(table, row, columns["post"], f"not a post id (digits only): {post_id:.40}")
        if not generator:
            raise _error(table, row, columns["generator"], "no generator")
        if generators.setdefault(post_id, sys.intern(generator)) != generator:
            reason = f"post {post_id} is {generator} here and {generators[post_id]} in an earlier row"
            raise _error(table, row, columns["generator"], reason)
    if are_rounded(generators):
        raise UserError(f"{path}: the ids were rounded by a spreadsheet", "make the file again, with the ids as text")
    return generators


def _error(table: Table, row: int, column: int, reason: str) -> UserError:
    return UserError(f"{table.path}, row {row}, column {table.header[column]}: {reason}")
