"""Completion of commands and options in shells."""

import click
from click.shell_completion import get_completion_class

from runner.database.session import Session
from runner.terminal.options import with_session
from runner.terminal.output import print_json, say

SHELLS = ("bash", "zsh", "fish")
NAMES = ("pgbandit", "_PGBANDIT_COMPLETE")  # of the program, and of the variable that click looks for


@click.command()
@click.argument("shell", type=click.Choice(SHELLS), metavar="|".join(SHELLS))
@with_session
def completion(session: Session, shell: str) -> None:
    """Print the script that completes commands in a shell.

    For bash, add the line of the example to ~/.bashrc; for zsh, with its name, to ~/.zshrc, after compinit. For fish,
    write the output to ~/.config/fish/completions/pgbandit.fish.

    \b
    Example:
      eval "$(pgbandit completion bash)"
    """
    script = get_completion_class(shell)(click.get_current_context().find_root().command, {}, *NAMES).source()
    if session.as_json:
        print_json({"shell": shell, "script": script})
    else:
        say(script)
