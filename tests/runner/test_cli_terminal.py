"""Output on a terminal: progress bars, and tables that fit its width."""

import contextlib
import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Iterator

import pytest

from runner.terminal.tables import Column, render

SCREEN = {"TERM": "xterm-256color", "COLUMNS": "", "LINES": "", "NO_COLOR": "1"}


class Terminal:
    """A terminal for a process to write to; `text` is what was written."""

    def __init__(self, columns: int):
        self._master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))

    @property
    def text(self) -> str:
        os.close(self.slave)
        shown = b""
        with contextlib.suppress(OSError):  # the end of a terminal is an error
            while part := os.read(self._master, 65536):
                shown += part
        return shown.decode().replace("\r\n", "\n")

    def close(self) -> None:
        os.close(self._master)


@pytest.fixture
def terminal() -> Iterator:
    opened = []

    def open_terminal(columns: int) -> Terminal:
        opened.append(Terminal(columns))
        return opened[-1]

    yield open_terminal
    for each in opened:
        each.close()


@pytest.fixture
def lines(pgbandit, terminal):
    """Run a command on a terminal with so many columns; return its lines, without colours."""

    def run(columns: int, *arguments) -> list[str]:
        screen = terminal(columns)
        pgbandit(*arguments, capture_output=False, stdout=screen.slave, stderr=subprocess.PIPE, env=SCREEN)
        return screen.text.replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()

    return run


def test_progress_shows_on_a_terminal_and_on_stderr_alone(posts, pgbandit, terminal, tmp_path):
    (tmp_path / "export.csv").write_text("Post id,Likes\n1902622306553184746,1\n")
    for arguments, title in (
        (("import", "posts", tmp_path / "export.csv", "--generator", "coach"), "Importing"),
        (("replay", "--from", "2025-01-08", "--to", "2025-01-09"), "Replaying"),
    ):
        screen = terminal(80)
        done = pgbandit(
            *arguments, "--json", capture_output=False, stdout=subprocess.PIPE, stderr=screen.slave, env=SCREEN
        )
        assert title not in done.stdout
        assert title in screen.text


def test_a_pipe_gets_no_progress(posts, ok):
    assert "Replaying" not in ok("replay", "--from", "2025-01-08", "--to", "2025-01-09")  # and stderr is empty


def test_the_report_fits_100_columns(posts, ok, lines):
    ok("optimize", "--at", "2025-01-08")
    printed = lines(100, "report", "--at", "2025-01-08")
    assert max(map(len, printed)) <= 100
    reason = next(number for number, line in enumerate(printed) if "failing: no known follower from" in line)
    assert printed[reason].startswith("newsReporter   0.1200  0.0200  failing: ")
    assert printed[reason + 1].startswith(" " * 31)  # the rest of the sentence stands under its beginning


@pytest.mark.parametrize("columns", [20, 60, 100])
def test_numbers_and_names_stay_whole_in_any_terminal(posts, ok, lines, columns):
    ok("optimize", "--at", "2025-01-08")
    narrow, wide = (lines(width, "explain", "--at", "2025-01-08") for width in (columns, 500))
    assert narrow[:14] == wide[:14]


def test_a_pipe_gets_one_line_a_row(posts, ok):
    ok("optimize", "--at", "2025-01-08")
    out = ok("report", "--at", "2025-01-08")
    assert "failing: no known follower from 10 measured posts, cut to the floor and flagged for review\n" in out
    assert not [line for line in out.splitlines() if line != line.rstrip()]
    assert "\x1b" not in out


def test_a_table_outside_a_terminal_keeps_every_character_of_a_cell():
    cells = ["x" * 5000, "  ├─●─┤  ", "[bold]no markup[/bold] :smile:", "two\nlines", "ünwell 猫", ""]
    table = render([Column(["first", "column"], cells, False), Column(["n"], list("123456"), True)])
    assert table.splitlines()[:2] == ["first", "column" + " " * 4996 + "n"]
    assert [line.rsplit(maxsplit=1) for line in table.splitlines()[2:]] == [
        [cell.replace("\n", " ").rstrip(), number] if cell else [number]
        for cell, number in zip(cells, "123456", strict=True)
    ]
