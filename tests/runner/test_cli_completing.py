"""pgbandit completion: the shells themselves complete commands and options."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# What each shell offers for the words, a line each.
BASH = """
eval "$(pgbandit completion bash)"
COMP_WORDS=({words}) COMP_CWORD={last}
_pgbandit_completion pgbandit
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
ZSH = """
autoload -Uz compinit && compinit -D
eval "$(pgbandit completion zsh)"
[[ $_comps[pgbandit] == _pgbandit_completion ]] || exit 1
_describe() {{ print -l -- ${{${{(P)3}}%%:*}} }}
compadd() {{ print -l -- ${{(P)@[-1]}} }}
words=({words}) CURRENT=$(( {last} + 1 ))
_pgbandit_completion
"""
FISH = """
pgbandit completion fish | source
complete -C {line}
"""


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    script = tmp_path / "pgbandit"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m runner "$@"\n')
    script.chmod(0o755)
    return os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path)}


def offered(shell: str, words: list[str], environment: dict[str, str]) -> set[str]:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    form = {"bash": BASH, "zsh": ZSH, "fish": FISH}[shell]
    quoted = " ".join(map(shlex.quote, words))
    text = form.format(words=quoted, last=len(words) - 1, line=shlex.quote(" ".join(words)))
    done = subprocess.run([shell, "-c", text], env=environment, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return {line.split("\t")[0] for line in done.stdout.splitlines()}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_commands_and_options_are_completed(shell, environment):
    assert offered(shell, ["pgbandit", "exp"], environment) == {"explain", "experiment", "export"}
    assert offered(shell, ["pgbandit", "generator", "re"], environment) == {
        "release",
        "remove",
        "rename",
        "review",
        "reviews",
    }
    assert offered(shell, ["pgbandit", "report", "--lo"], environment) == {"--lookback"}
    assert offered(shell, ["pgbandit", "completion", "b"], environment) == {"bash"}


def test_json_and_mistakes(as_json, ok, fails):
    assert as_json("completion", "zsh") == {"shell": "zsh", "script": ok("completion", "zsh")[:-1]}
    assert "'csh' is not one of" in fails(2, "completion", "csh")
