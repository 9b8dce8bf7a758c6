"""The spool's file: nothing is lost, nothing is done twice, and processes do not get in each other's way."""

import json
import resource
import stat
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from runner import files
from runner.spool import Refused, Spool

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def spool(tmp_path) -> Spool:
    return Spool(str(tmp_path / "bot" / "default"))


@pytest.fixture
def replay(spool):
    """Replay; what was done, and why something was set aside."""

    def run(do=None) -> tuple[list[int], list[str]]:
        done, told = [], []

        def each(entry: dict) -> None:
            if do:
                do(entry)
            done.append(entry["n"])

        spool.replay(each, told.append)
        return done, told

    return run


def fill(spool: Spool, *numbers: int) -> None:
    for n in numbers:
        spool.append({"n": n})


def set_aside(spool: Spool) -> list[dict]:
    return [json.loads(line) for line in spool.aside.read_text().splitlines()]


def refuse(*numbers: int):
    def do(entry: dict) -> None:
        if entry["n"] in numbers:
            raise Refused(f"{entry['n']} is not wanted")

    return do


def test_lines_are_done_in_order_and_then_gone(spool, replay):
    assert replay() == ([], [])
    fill(spool, 3, 1, 2)
    assert spool.waiting() == 3
    assert replay() == ([3, 1, 2], [])
    assert replay() == ([], [])
    assert (spool.waiting(), spool.set_aside()) == (0, 0)


def test_only_the_owner_may_look(spool, replay):
    fill(spool, 1, 2)
    replay(refuse(1))
    fill(spool, 3)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in spool.path.parent.iterdir()}
    assert {"default.spool", "default.set-aside"} < set(modes)
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(spool.path.parent.stat().st_mode) == 0o700


def test_an_interruption_keeps_what_is_not_done(spool, replay):
    def break_at_3(entry: dict) -> None:
        if entry["n"] == 3:
            raise ConnectionError

    fill(spool, 1, 2, 3, 4)
    with pytest.raises(ConnectionError):
        replay(break_at_3)
    assert replay() == ([3, 4], [])


def test_a_line_written_meanwhile_stays(spool, replay):
    fill(spool, 1)
    assert replay(lambda entry: fill(spool, 2)) == ([1], [])
    assert replay() == ([2], [])


def test_a_refused_line_is_set_aside_and_the_rest_goes_on(spool, replay):
    fill(spool, 1, 2, 3, 4)
    assert replay(refuse(2, 4)) == ([1, 3], ["2 is not wanted", "4 is not wanted"])
    assert set_aside(spool) == [
        {"line": '{"n": 2}\n', "reason": "2 is not wanted"},
        {"line": '{"n": 4}\n', "reason": "4 is not wanted"},
    ]
    fill(spool, 5)
    replay(refuse(5))
    assert spool.set_aside() == 3
    assert spool.waiting() == 0


@pytest.mark.parametrize("rest", [b'{"n": 2', b'{"n": 2}', b"{", b"\xff\xfe\x00", b'"n"' + b"[" * 100_000])
def test_a_torn_last_line(spool, replay, rest):
    fill(spool, 1)
    with spool.path.open("ab") as file:
        file.write(rest)
    whole = rest == b'{"n": 2}'
    fill(spool, 3)  # which begins a line of its own
    done, told = replay()
    assert done == ([1, 2, 3] if whole else [1, 3])
    assert len(told) == (not whole)
    if not whole:
        assert "the line is damaged" in told[0]
        assert set_aside(spool)[0]["line"].encode(errors="surrogateescape") == rest + b"\n"


def test_a_torn_line_at_the_very_end(spool, replay):
    fill(spool, 1)
    with spool.path.open("ab") as file:
        file.write(b'{"n": 2')
    done, told = replay(lambda entry: fill(spool, 3))
    assert (done, len(told)) == ([1], 1)
    assert replay() == ([3], [])


def test_a_death_between_setting_aside_and_removing_doubles_nothing(spool, replay, monkeypatch):
    fill(spool, 1, 2)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):

        def die(_file) -> None:
            raise KeyboardInterrupt

        patch.setattr(files, "remove", die)
        replay(refuse(1))
    assert (spool.waiting(), spool.set_aside()) == (2, 1)
    assert replay(refuse(1)) == ([2], ["1 is not wanted"])
    assert (spool.waiting(), spool.set_aside()) == (0, 1)


def test_a_full_disk_leaves_no_half_line(spool, replay):
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
    assert replay() == ([1, 3], [])


APPEND = """
import sys
from runner.spool import Spool
spool = Spool(sys.argv[1])
for n in range(100):
    spool.append({"n": f"{sys.argv[2]} {n}", "padding": "x" * (n % 7) * 1000})
"""
REPLAY = """
import os, sys
from runner.spool import Spool
spool, log = Spool(sys.argv[1]), os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
while not os.path.exists(sys.argv[3]) or spool.waiting():
    spool.replay(lambda entry: os.write(log, f"{entry['n']}\\n".encode()), print)
"""


def test_processes_share_it(spool, tmp_path):
    stem, log, end = str(spool.path).removesuffix(".spool"), tmp_path / "log", tmp_path / "end"

    def start(script: str, *arguments) -> subprocess.Popen:
        return subprocess.Popen([sys.executable, "-c", script, stem, *map(str, arguments)], cwd=ROOT)

    replayers = [start(REPLAY, log, end) for _ in range(2)]
    appenders = [start(APPEND, name) for name in "abc"]
    assert [process.wait(60) for process in appenders] == [0] * 3
    end.touch()
    assert [process.wait(60) for process in replayers] == [0] * 2
    done = log.read_text().splitlines()
    assert Counter(done) == Counter(f"{name} {n}" for name in "abc" for n in range(100))
    for name in "abc":  # in order
        assert [line for line in done if line.startswith(name)] == [f"{name} {n}" for n in range(100)]
    assert not spool.aside.exists()
