"""The entry point of `pgbandit ...` and `python -m runner ...`."""

import os
import sys

from runner.database import deadline
from runner.terminal import streams
from runner.terminal.cli import cli
from runner.terminal.failures import errors_in_one_line


def main() -> None:
    """Run the command line. An error becomes one line on stderr and an exit code, never a traceback."""
    streams.prepare()
    try:
        with errors_in_one_line():
            streams.require_text(sys.argv[1:])
            sys.exit(cli.main(prog_name="pgbandit", standalone_mode=False) or 0)
    except SystemExit as end:
        if deadline.has_abandoned_threads():
            os._exit(end.code)  # all output is written; a normal exit would unload libraries that a thread still uses
        raise


if __name__ == "__main__":
    main()
