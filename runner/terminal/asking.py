"""Asking people before something that cannot be undone."""

import sys

import click

from runner.errors import EXIT_FAILURE, UserError


def typed(question: str) -> str:
    """Return what is typed as an answer; empty if nothing can be typed."""
    try:
        return click.prompt(question, err=True, default="", show_default=False)
    except click.Abort:
        return ""


def require_consent(question: str) -> None:
    """Ask, and raise UserError unless the answer is yes. Without a terminal it cannot ask."""
    if not sys.stdin.isatty():
        raise UserError("nothing was changed: there is no terminal to ask on", "confirm with --yes")
    if not click.confirm(question, err=True):
        raise UserError("nothing was changed", exit_code=EXIT_FAILURE)
