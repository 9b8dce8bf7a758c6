"""Every command explains itself, and its example is one that it would take."""

import re
import shlex
from collections.abc import Iterator

import click
import pytest

from runner.terminal.cli import cli

HELP = ("Usage: pgbandit ", "  Example:\n", "--account TEXT", "--dsn TEXT", "--json ", "-h, --help")


def commands(group: click.Group, *path: str) -> Iterator[tuple[str, ...]]:
    """The names of every command that is no group."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)
        else:
            yield *path, name


COMMANDS = list(commands(cli))


def help_of(*path: str) -> str:
    command, context = cli, click.Context(cli, info_name="pgbandit", **cli.context_settings)
    for name in path:
        command = command.get_command(context, name)
        context = click.Context(command, info_name=name, parent=context)
    return command.get_help(context)


def examples(text: str) -> list[list[str]]:
    """The calls of pgbandit in a help's example, as a shell would split them."""
    [block] = re.findall(r"  Example:\n((?:    .+\n)+)", text)
    calls = re.findall(r"(?<![\w.])pgbandit .*", block)
    return [shlex.split(call.partition(")")[0])[1:] for call in calls]


def parse(command: click.Command, arguments: list[str], parent: click.Context | None = None) -> tuple[str, ...]:
    """Parse a call as click would, but run nothing; the names of the commands in it."""
    if not isinstance(command, click.Group):
        command.make_context("command", arguments, parent=parent)
        return ()
    context = click.Context(command, parent=parent, **command.context_settings)
    name, found, rest = command.resolve_command(context, arguments)
    return name, *parse(found, rest, context)


def test_there_are_all_the_commands():
    assert {" ".join(path) for path in COMMANDS} == {
        "choose",
        "posted",
        "discard",
        "record",
        "spool",
        "import posts",
        "experiment results",
        "experiment set",
        "experiment start",
        "experiment end",
        "import followers",
        "scrape",
        "followers",
        "platform check",
        "optimize",
        "replay",
        "evaluate",
        "tune",
        "report",
        "explain",
        "evidence",
        "contexts",
        "history",
        "events",
        "export decisions",
        "export weights",
        "export changes",
        "export columns",
        "health",
        "watch",
        "notify",
        "account create",
        "account list",
        "account show",
        "account set",
        "account guard",
        "account rename",
        "account delete",
        "generator list",
        "generator add",
        "generator rename",
        "generator remove",
        "generator set",
        "generator pin",
        "generator release",
        "generator disable",
        "generator enable",
        "generator test",
        "generator reviews",
        "generator review",
        "runs list",
        "runs show",
        "runs approve",
        "runs reject",
        "runs undo",
        "role grant",
        "role revoke",
        "role list",
        "jobs list",
        "jobs run",
        "server start",
        "server stop",
        "server status",
        "server dsn",
        "completion",
        "migrate",
        "uninstall",
        "doctor",
        "demo",
    }


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help(path):
    text = help_of(*path)
    assert [part for part in HELP if part not in text] == []
    assert f"Usage: pgbandit {' '.join(path)} " in text
    assert all(parse(cli, example) == path for example in examples(text))
    assert examples(text)


def test_the_front_page():
    text = help_of()
    assert [line for line in text.splitlines() if line.endswith("...")] == [text.splitlines()[0]]  # no sentence is cut
    assert [name for name in cli.list_commands(None) if not re.search(rf"^  {name} ", text, re.MULTILINE)] == []
    assert [
        parse(cli, example)[0]
        for example in examples(text.replace("DECISION_ID", "7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11"))
    ] == [
        "choose",
        "posted",
        "report",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        "report --json --lookbakc '1 day'",
        "discard abc",
        "posted 7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11",
        "reprot",
        "account add x",
    ],
)
def test_an_example_that_is_wrong_would_be_found(arguments):
    with pytest.raises(click.UsageError):
        parse(cli, shlex.split(arguments))


def test_help_on_the_command_line(ok):
    assert ok("report", "-h") == ok("report", "--help") == help_of("report") + "\n"
    assert ok("--version").startswith("pgbandit, version ")
