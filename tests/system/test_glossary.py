"""The glossary: each term stands once and its name exists in the code; the words that it rules out are used nowhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import psycopg
import pytest

from runner.terminal.cli import cli
from tests.runner.test_cli_help import COMMANDS, help_of

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
TERMS, _, RULED_OUT = GLOSSARY.partition("## Words that are not used")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "samples" / "README.md", ROOT / "sql" / "areas.txt"]

NAMES = """
    with schemas as (select oid from pg_namespace where nspname in ('bandit', 'bandit_internal'))
    select c.relname as name from pg_class as c where c.relnamespace in (table schemas)
    union
    select a.attname
    from pg_class as c
    join pg_attribute as a on a.attrelid = c.oid
    where c.relnamespace in (table schemas) and a.attnum > 0 and not a.attisdropped
    union
    select c.relname || '.' || a.attname
    from pg_class as c
    join pg_attribute as a on a.attrelid = c.oid
    where c.relnamespace in (table schemas) and a.attnum > 0 and not a.attisdropped
    union
    select p.proname from pg_proc as p where p.pronamespace in (table schemas)
    union
    select unnest(p.proargnames) from pg_proc as p where p.pronamespace in (table schemas)
    union
    select t.typname from pg_type as t where t.typnamespace in (table schemas)
    union
    select g.tgname from pg_trigger as g join pg_class as c on c.oid = g.tgrelid where c.relnamespace in (table schemas)
    union
    select n.conname from pg_constraint as n where n.connamespace in (table schemas)
"""
COMMENTS = """
    select pg_describe_object(d.classoid, d.objoid, d.objsubid) as object, d.description
    from pg_description as d
    cross join pg_identify_object(d.classoid, d.objoid, d.objsubid) as i
    where i.schema in ('bandit', 'bandit_internal') or i.identity ~ '^bandit(_internal)?[.]'
"""


def rows(table: str) -> list[list[str]]:
    """The cells of a Markdown table, without its heading."""
    lines = [line for line in table.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def commands(command: click.Command = cli, path: str = "pgbandit") -> Iterator[tuple[str, click.Command]]:
    """Each command and group with its path, such as `pgbandit runs approve`."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), f"{path} {name}")


def ruled_out(text: str) -> list[str]:
    """The words in a text that the glossary rules out. An underscore separates words."""
    plain = " ".join(text.replace("_", " ").split())
    return [word for word, _ in rows(RULED_OUT) if re.search(rf"\b{word}s?\b", plain, re.IGNORECASE)]


@pytest.fixture
def names(db: psycopg.Connection) -> set[str]:
    return {row["name"] for row in db.execute(NAMES)}


def test_each_term_stands_once_and_has_a_name_that_exists(names):
    known = set(names)
    for path, command in commands():
        known |= {path, *(option for parameter in command.params for option in parameter.opts)}
    assert {term: name for term, _, name in rows(TERMS) if name.strip("`") not in known} == {}
    terms = [term for term, *_ in rows(TERMS)]
    assert terms == sorted(set(terms), key=str.lower)


def test_each_term_has_a_sentence():
    assert [term for term, meaning, _ in rows(TERMS) if not re.fullmatch(r"[A-Z].*\.", meaning)] == []


def test_names_use_no_word_that_is_ruled_out(names):
    assert {name: ruled_out(name) for name in names if ruled_out(name)} == {}


def test_comments_use_no_word_that_is_ruled_out(db):
    comments = {row["object"]: ruled_out(row["description"]) for row in db.execute(COMMENTS)}
    assert len(comments) > 500
    assert {name: words for name, words in comments.items() if words} == {}


def test_help_uses_no_word_that_is_ruled_out():
    helps = {path: help_of(*path) for path in [(), *COMMANDS, *{path[:-1] for path in COMMANDS}]}
    assert {path: ruled_out(text) for path, text in helps.items() if ruled_out(text)} == {}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_pages_use_no_word_that_is_ruled_out(path):
    text = TERMS if path.name == "glossary.md" else path.read_text()
    assert ruled_out(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [("post_slots", ["slot"]), ("It was told\nso.", ["told"]), ("credible_days", ["credible days"]), ("sold", [])],
)
def test_a_word_that_is_ruled_out_is_found(text, words):
    assert ruled_out(text) == words
