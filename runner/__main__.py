"""The front door: `pgbandit ...` and `python -m runner ...`."""

import os
import sys

from runner import failures, patience
from runner.cli import cli


def main() -> None:
    """Run the command line; whatever a user can mend ends in one line and an exit code, never in a traceback."""
    try:
        with failures.told_in_one_line():
            sys.exit(cli.main(prog_name="pgbandit", standalone_mode=False) or 0)
    except SystemExit as end:
        if patience.anybody_left_behind():
            os._exit(end.code)  # all is printed; an orderly end would pull libraries from under a thread at work
        raise


if __name__ == "__main__":
    main()
