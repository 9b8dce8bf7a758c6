"""README and docs do what they say: every command and statement in them is run, on a database that holds the demo."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import click
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from runner.terminal.cli import cli
from tests.conftest import copy_of
from tests.system.conftest import DEMO

ROOT = Path(__file__).resolve().parents[2]
OPERATOR = "-c role=bandit_operator"  # what an operator's login may do is enough for the page on psql


class Page:
    """A page: its fenced blocks with their languages, the text around them, and what is run at once: psql goes on."""

    def __init__(self, path: Path):
        self.path = path
        self.text = path.read_text()
        self.blocks = re.findall(r"^```(\w*)\n(.*?)^```$", self.text, re.MULTILINE | re.DOTALL)
        self.sessions = [
            (language, text)
            for language, group in groupby(self.blocks, key=itemgetter(0))
            for text in (["".join(text for _, text in group)] if language == "psql" else [text for _, text in group])
        ]
        self.prose = re.sub(r"^```.*?^```$", "", self.text, flags=re.MULTILINE | re.DOTALL)


README = Page(ROOT / "README.md")
PAGES = [README, *map(Page, [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "examples" / "README.md"])]
WITHOUT_BLOCKS = {"docs/glossary.md", "docs/learning-benchmark.md", "docs/plan.md"}


def parametrize(pages: list[Page]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("page", pages, ids=lambda page: str(page.path.relative_to(ROOT)))


every_page = parametrize(PAGES)

RUN = {"sh", "sql", "psql"}
# What a command prints, TypeScript, whose statements are prepared, pictures, and the files of other programs.
SHOWN = {"", "ts", "mermaid", "json", "ini", "cron"}
# Calls in the prose that set up the machine or the server, which the tests' own set-up does in its way.
NOT_RUN = {
    "make demo",
    "make psql",
    "make test",
    "pip install .",
    "export PGBANDIT_DSN='postgresql://me@db.example.org/bot'",
    "pgbandit migrate && pgbandit doctor",
    "pgbandit uninstall",
    "pgbandit notify --webhook https://hooks.example.org/T0/B0",
    "pgbandit notify --kind alert --kind run_failed --command 'mail -s pgbandit me@example.org'",
}


@pytest.fixture
def database(cluster, demo) -> Iterator[str]:
    """The DSN of a database of this test's own, which holds the demo."""
    with copy_of(cluster, DEMO) as copy:
        yield copy


@pytest.fixture
def environment(dsn, database, demo, tmp_path) -> Iterator[dict[str, str]]:
    """A shell's environment with the demo in its database, its jobs in pg_cron, and pgbandit on its path."""
    script = tmp_path / "pgbandit"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m runner "$@"\n')
    script.chmod(0o755)
    path = os.pathsep.join([str(tmp_path), str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PGBANDIT_DSN": database, "PATH": path}
    subprocess.run(["pgbandit", "migrate"], env=environment, cwd=ROOT, capture_output=True, check=True)
    yield environment | {"DEMO": demo.stdout}
    with psycopg.connect(dsn) as connection:
        name = conninfo_to_dict(database)["dbname"]
        connection.execute("select cron.unschedule(jobid) from cron.job where database = %s", [name])


def run(language: str, text: str, environment: dict[str, str]) -> subprocess.CompletedProcess:
    """Run a block: sh in bash, sql in a bare psql, and psql with the defaults of operators, 120 columns wide."""
    psql = ["psql", environment["PGBANDIT_DSN"], "-v", "ON_ERROR_STOP=1"]
    command, more = {
        "sh": (["bash", "-euo", "pipefail", "-c", text], {}),
        "sql": (psql, {}),
        "psql": ([*psql, "-P", "columns=120"], {"PSQLRC": "scripts/psqlrc", "PGOPTIONS": OPERATOR}),
    }[language]
    options = {"env": environment | more, "cwd": ROOT, "capture_output": True, "text": True}
    return subprocess.run(command, input=text, **options)


@parametrize([page for page in PAGES if page.blocks])
def test_every_block_runs_and_shows_what_is_printed(page, environment):
    for language, text in page.sessions:
        if language == "":
            printed = [*environment["DEMO"].splitlines(), "..."]
            assert [line for line in text.splitlines() if line not in printed] == []
        if language in RUN:
            done = run(language, text, environment)
            assert (done.returncode, done.stderr) == (0, ""), f"{text}\n{done.stdout}"
        if language in ("sql", "psql"):
            assert re.findall(r"\d\.\d{7,}", done.stdout) == []  # numbers as people read them
        if language == "psql":
            assert [line for line in tables(done.stdout) if len(line) > 120] == []


def test_the_page_on_scraping_reads_something(environment):
    """What is tried there reads the two posts, and can be tried again."""
    [page] = [page for page in PAGES if page.path.name == "scraping.md"]
    trial = "".join(text for language, text in page.blocks if language == "sh" and "dozing" in text)
    first, second = (run("sh", trial, environment) for _ in "12")
    counts = [dict(re.findall(r"^(\w+) +(\d+)$", done.stdout, re.MULTILINE)) for done in (first, second)]
    read = [[counted[name] for name in ("claimed", "recorded", "failed", "posts_read")] for counted in counts]
    assert read == [["2", "2", "0", "2"], ["0", "0", "0", "0"]], first.stdout + second.stdout
    with psycopg.connect(environment["PGBANDIT_DSN"]) as db:
        query = """
            select c.tweet_id, o.impressions
            from bandit.content_metadata as c
            join bandit.outcomes as o using (account_id, decision_id)
            where c.account_id = bandit.account_id('dozing')
        """
        assert set(db.execute(query)) == {("1917699148160047839", 726), ("1917673126284442071", 1437)}


def tables(printed: str) -> list[str]:
    """What psql printed, but for what it never wraps: the SQL of a view, and notifications."""
    without_sql = re.sub(r"^View definition:.*?;$", "", printed, flags=re.MULTILINE | re.DOTALL)
    return [line for line in without_sql.splitlines() if not line.startswith("Asynchronous notification")]


@every_page
def test_no_block_is_left_out(page):
    languages = [language for language, _ in page.blocks]
    path = page.path.relative_to(ROOT)
    assert bool(languages) != (str(path) in WITHOUT_BLOCKS or path.is_relative_to("docs/decisions"))
    assert set(languages) <= RUN | SHOWN
    assert page.text.count("\n```") == 2 * len(page.blocks)
    shown = "".join(text for language, text in page.blocks if language == "")
    assert re.findall(r"^(?:pgbandit|psql|make|select) .*", shown, re.MULTILINE) == []


def test_every_shortcut_is_on_the_page(environment):
    """Psql's shortcuts are those that the page shows, and each works for an account of the demo."""
    defined = set(re.findall(r"^\\set ([a-z]+) ", (ROOT / "scripts" / "psqlrc").read_text(), re.MULTILINE))
    [page] = [page for page in PAGES if page.path.name == "operating-with-psql.md"]
    used = {word for _, text in page.blocks for word in re.findall(r"^:([a-z]+)$", text, re.MULTILINE)}
    assert used == defined
    listed = run("psql", ":shortcuts\n", environment).stdout.split()
    assert set(listed) | {"shortcuts"} == defined
    asked = "\n".join(["\\set account demo-blueprint", ":use", *(f":{word}" for word in listed), ""])
    shown = run("psql", asked, environment)
    assert shown.stderr == ""
    assert "storyteller    │ 0." in shown.stdout
    assert re.search("[▁▂▃▄▅▆▇█]{4,12} +│ active", shown.stdout)


def test_typescript_sends_statements_that_exist(db):
    statements = [
        statement
        for language, text in README.blocks
        if language == "ts"
        for statement in re.findall(r'"(select [^"]*)"', text)
    ]
    assert len(statements) == 3
    for number, statement in enumerate(statements):
        db.execute(f"prepare statement_{number} as {statement}")


@every_page
def test_calls_in_the_prose_are_known(page):
    indented = [
        line.partition("  ")[0].strip()
        for line in re.findall(r"^ {4}((?:make|pip|export|pgbandit) .*)", page.prose, re.MULTILINE)
    ]
    assert {line for line in indented if line not in NOT_RUN} == set()


@pytest.mark.parametrize(
    "call", sorted({call for page in PAGES for call in re.findall(r"`pgbandit ([a-z][^`]*)`", page.prose)})
)
def test_calls_in_a_sentence_are_commands(call):
    command, context = cli, click.Context(cli)
    words = shlex.split(call)
    while isinstance(command, click.Group):
        _, command, words = command.resolve_command(context, words)
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options


@every_page
def test_targets_of_make_exist(page):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", page.prose)) <= targets


@every_page
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.text)
    assert [link for link in links if not (page.path.parent / link).exists()] == []


@every_page
def test_files_exist(page):
    named = re.findall(r"`((?:docs|examples|migrations|runner|samples|scripts|sql|tests)/[^`*<>]*)`", page.prose)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_readme_fits_on_some_screens():
    assert len(README.text.splitlines()) <= 150


def test_the_readme_lists_every_page():
    listed = {(ROOT / link).resolve() for link in re.findall(r"\]\(((?:docs|examples)/[^)]+)\)", README.text)}
    decisions = ROOT / "docs" / "decisions"
    assert {page.path for page in PAGES if page.path.parent != decisions} - listed == {README.path}
    [index] = [page for page in PAGES if page.path == decisions / "README.md"]
    assert {index.path, *(decisions / link for link in re.findall(r"\]\(([^)]+)\)", index.text))} == {
        page.path for page in PAGES if page.path.parent == decisions
    }


def test_the_architecture_lists_the_areas():
    [page] = [page for page in PAGES if page.path.name == "architecture.md"]
    areas = re.findall(r"^([^# ]\S*) +(.+)$", (ROOT / "sql" / "areas.txt").read_text(), re.MULTILINE)
    table = page.text.partition("| area | what it does |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(.+?)` \| (.+) \|$", table, re.MULTILINE) == areas
