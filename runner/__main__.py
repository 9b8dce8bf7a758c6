"""The front door: `pgbandit ...` and `python -m runner ...`."""

import sys

from runner import failures
from runner.cli import cli


def main() -> None:
    """Run the command line; whatever a user can mend ends in one line and an exit code, never in a traceback."""
    with failures.told_in_one_line():
        sys.exit(cli.main(prog_name="pgbandit", standalone_mode=False) or 0)


if __name__ == "__main__":
    main()
