"""What an error of the database means: whether to retry, to correct the call or to give up, and how to describe it."""

import re
from dataclasses import dataclass

import psycopg

from runner.errors import EXIT_FAILURE, EXIT_MISTAKE, EXIT_NOT_READY, UserError

DatabaseError = psycopg.Error

NOT_MIGRATED = {"3F000", "42883", "42P01"}  # no such schema, function or table
MISSING_PRIVILEGE = "42501"
NOT_NAMED = "WT020"  # which account the call means
MISTAKE = ("WT0", "22", MISSING_PRIVILEGE)  # our own codes, invalid values, missing privileges
# Conditions that may pass without a change; 23503 is a generator that was renamed during the call.
UNAVAILABLE = ("08", "23503", "25006", "40", "53", "55P03", "57", "58")
NOT_READY = ("WT1", *UNAVAILABLE)

# A session of a server that was started before its package was upgraded cannot load the new libraries.
LIBRARY = re.compile(r"\.so\b")
NAME_ONE = "name the account with --account or PGBANDIT_ACCOUNT"
RESTART = "restart the server: its programs were replaced while it ran (pgbandit server start restarts the local one)"

PARAMETER = re.compile(r"(?<![\w'\"])p_([a-z0-9_]+)\b(?!['\"])")
OPTIONS = ("context", "every", "from", "limit", "lookback", "reason", "to", "u", "weights", "worker")
# How the command line spells a parameter; one that is not listed is written as words.
SPELLING = {name: f"--{name}" for name in OPTIONS} | dict.fromkeys(("now", "posted_at", "collected_at"), "--at")


@dataclass(frozen=True)
class Failure:
    """An error as the caller reads it."""

    message: str
    hint: str | None
    exit_code: int
    state: str = ""


def explain(error: psycopg.Error) -> Failure:
    """Return message, hint and exit code, in the terms of the command line."""
    state, primary = error.sqlstate or "", error.diag.message_primary or ""
    if not state and isinstance(error, psycopg.OperationalError):
        return Failure(f"the connection broke: {one_line(error)}", "try again", EXIT_NOT_READY)
    if state in NOT_MIGRATED and "bandit" in primary:
        missing = re.sub(r"\(.*\)", "", primary)
        return Failure(
            f"pgbandit is missing or outdated in this database: {missing}", "run pgbandit migrate", EXIT_NOT_READY
        )
    if is_outdated_server(error):
        return Failure(primary, RESTART, EXIT_NOT_READY, state)
    detail = error.diag.message_detail
    message = f"{primary} ({detail})" if primary and detail else primary or one_line(error)
    hint = error.diag.message_hint or ""
    hint = NAME_ONE if "p_account_id" in hint else _in_callers_terms(hint)
    return Failure(_in_callers_terms(message), hint or None, _exit_code(state), state)


def describe(error: Exception) -> str:
    """Return the error in one line, without the hint."""
    match error:
        case UserError():
            return error.message
        case psycopg.Error():
            failure = explain(error)
            return f"{failure.message} [{failure.state}]" if failure.state else failure.message
        case _:
            return one_line(error)


def is_outdated_server(error: psycopg.Error) -> bool:
    """Return whether the server cannot load one of its own libraries."""
    state = error.sqlstate or ""
    return state.startswith(("XX", "58", "42883")) and bool(LIBRARY.search(error.diag.message_primary or ""))


def is_unavailable(error: Exception) -> bool:
    """Return whether the same call may succeed later without any change."""
    match error:
        case UserError():
            return error.exit_code == EXIT_NOT_READY
        case psycopg.Error(sqlstate=str(state)):
            return state.startswith(UNAVAILABLE) or is_outdated_server(error)
        case _:
            return isinstance(error, psycopg.OperationalError)


def is_rejection(error: Exception) -> bool:
    """Return whether the database rejects the call permanently, for the call's own content."""
    if not isinstance(error, psycopg.Error) or is_unavailable(error):
        return False
    return not (
        error.sqlstate in NOT_MIGRATED or (error.sqlstate or "").startswith(("WT1", MISSING_PRIVILEGE, NOT_NAMED))
    )


def one_line(error: Exception | str) -> str:
    """Return the text with every run of white space as one space."""
    return " ".join(str(error).split())


def _in_callers_terms(text: str | None) -> str | None:
    """Replace the names of SQL parameters by those of the command line: p_collected_at becomes --at."""
    return text and PARAMETER.sub(lambda match: SPELLING.get(match[1], match[1].replace("_", " ")), text)


def _exit_code(state: str) -> int:
    if state.startswith(NOT_READY):
        return EXIT_NOT_READY
    if state.startswith(MISTAKE):
        return EXIT_MISTAKE
    return EXIT_FAILURE
