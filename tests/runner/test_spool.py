"""The spool: nothing is lost, nothing is sent twice, and processes can share it."""

import json
import resource
import stat
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from runner.bot import files
from runner.bot.spool import Rejected, Spool

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def spool(tmp_path) -> Spool:
    return Spool(str(tmp_path / "bot" / "default"))


@pytest.fixture
def drain(spool):
    """Drain the spool; return the entries sent and the reasons of the dead letters."""

    def run(do=None) -> tuple[list[int], list[str]]:
        sent, reasons = [], []

        def each(entry: dict) -> None:
            if do:
                do(entry)
            sent.append(entry["n"])

        spool.drain(each, reasons.append)
        return sent, reasons

    return run


def fill(spool: Spool, *numbers: int) -> None:
    for n in numbers:
        spool.append({"n": n})


def dead_letters(spool: Spool) -> list[dict]:
    return [json.loads(line) for line in spool.dead_letters.read_text().splitlines()]


def reject(*numbers: int):
    def do(entry: dict) -> None:
        if entry["n"] in numbers:
            raise Rejected(f"{entry['n']} is rejected")

    return do


def test_lines_are_sent_in_order_and_removed(spool, drain):
    assert drain() == ([], [])
    fill(spool, 3, 1, 2)
    assert spool.count_waiting() == 3
    assert drain() == ([3, 1, 2], [])
    assert drain() == ([], [])
    assert (spool.count_waiting(), spool.count_dead_letters()) == (0, 0)


def test_only_the_owner_can_read(spool, drain):
    fill(spool, 1, 2)
    drain(reject(1))
    fill(spool, 3)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in spool.path.parent.iterdir()}
    assert {"default.spool", "default.dead-letters"} < set(modes)
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(spool.path.parent.stat().st_mode) == 0o700


def test_an_interruption_keeps_the_rest(spool, drain):
    def break_at_3(entry: dict) -> None:
        if entry["n"] == 3:
            raise ConnectionError

    fill(spool, 1, 2, 3, 4)
    with pytest.raises(ConnectionError):
        drain(break_at_3)
    assert drain() == ([3, 4], [])


def test_a_line_appended_meanwhile_is_kept(spool, drain):
    fill(spool, 1)
    assert drain(lambda entry: fill(spool, 2)) == ([1], [])
    assert drain() == ([2], [])


def test_a_rejected_line_becomes_a_dead_letter(spool, drain):
    fill(spool, 1, 2, 3, 4)
    assert drain(reject(2, 4)) == ([1, 3], ["2 is rejected", "4 is rejected"])
    assert dead_letters(spool) == [
        {"line": '{"n": 2}\n', "reason": "2 is rejected"},
        {"line": '{"n": 4}\n', "reason": "4 is rejected"},
    ]
    fill(spool, 5)
    drain(reject(5))
    assert spool.count_dead_letters() == 3
    assert spool.count_waiting() == 0


@pytest.mark.parametrize("rest", [b'{"n": 2', b'{"n": 2}', b"{", b"\xff\xfe\x00", b'"n"' + b"[" * 100_000])
def test_a_torn_last_line(spool, drain, rest):
    fill(spool, 1)
    with spool.path.open("ab") as file:
        file.write(rest)
    whole = rest == b'{"n": 2}'
    fill(spool, 3)  # which begins a line of its own
    sent, reasons = drain()
    assert sent == ([1, 2, 3] if whole else [1, 3])
    assert len(reasons) == (not whole)
    if not whole:
        assert "the line is damaged" in reasons[0]
        assert dead_letters(spool)[0]["line"].encode(errors="surrogateescape") == rest + b"\n"


def test_a_torn_line_at_the_very_end(spool, drain):
    fill(spool, 1)
    with spool.path.open("ab") as file:
        file.write(b'{"n": 2')
    sent, reasons = drain(lambda entry: fill(spool, 3))
    assert (sent, len(reasons)) == ([1], 1)
    assert drain() == ([3], [])


def test_a_crash_between_storing_and_removing_duplicates_nothing(spool, drain, monkeypatch):
    fill(spool, 1, 2)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):

        def die(_file) -> None:
            raise KeyboardInterrupt

        patch.setattr(files, "remove", die)
        drain(reject(1))
    assert (spool.count_waiting(), spool.count_dead_letters()) == (2, 1)
    assert drain(reject(1)) == ([2], ["1 is rejected"])
    assert (spool.count_waiting(), spool.count_dead_letters()) == (0, 1)


def test_a_full_disk_leaves_no_half_line(spool, drain):
    fill(spool, 1)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, limits[1]))  # the second line would end at 9 + 21
    try:
        with pytest.raises(OSError):
            spool.append({"n": 2, "more": "long"})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert spool.path.read_text() == '{"n": 1}\n'
    fill(spool, 3)
    assert drain() == ([1, 3], [])


APPEND = """
import sys
from runner.bot.spool import Spool
spool = Spool(sys.argv[1])
for n in range(100):
    spool.append({"n": f"{sys.argv[2]} {n}", "padding": "x" * (n % 7) * 1000})
"""
DRAIN = """
import os, sys
from runner.bot.spool import Spool
spool, log = Spool(sys.argv[1]), os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
while not os.path.exists(sys.argv[3]) or spool.count_waiting():
    spool.drain(lambda entry: os.write(log, f"{entry['n']}\\n".encode()), print)
"""


def test_processes_share_it(spool, tmp_path):
    stem, log, end = str(spool.path).removesuffix(".spool"), tmp_path / "log", tmp_path / "end"

    def start(script: str, *arguments) -> subprocess.Popen:
        return subprocess.Popen([sys.executable, "-c", script, stem, *map(str, arguments)], cwd=ROOT)

    drainers = [start(DRAIN, log, end) for _ in range(2)]
    appenders = [start(APPEND, name) for name in "abc"]
    assert [process.wait(60) for process in appenders] == [0] * 3
    end.touch()
    assert [process.wait(60) for process in drainers] == [0] * 2
    done = log.read_text().splitlines()
    assert Counter(done) == Counter(f"{name} {n}" for name in "abc" for n in range(100))
    for name in "abc":  # in order
        assert [line for line in done if line.startswith(name)] == [f"{name} {n}" for n in range(100)]
    assert not spool.dead_letters.exists()
