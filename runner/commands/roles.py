"""The roles of logins: bot, operator and reader."""

import click

from runner.database.session import Session
from runner.terminal.options import with_session
from runner.terminal.output import print_json, print_table, say

MEMBERS = ("role", "login", "can_log_in", "may_grant")


@click.group()
def role() -> None:
    """Grant and revoke the roles bot, operator and reader."""


@role.command()
@click.argument("role", metavar="bot|operator|reader")
@click.argument("login")
@with_session
def grant(session: Session, role: str, login: str) -> None:
    """Grant a role to a login, in all databases of the server.

    \b
    Example:
      pgbandit role grant bot mybot
    """
    [row] = session.database.call_for_all("grant_role", p_role=role, p_login=login)
    changed = row["grant_role"]
    _report(session, role, login, changed, f"{login} is {'now' if changed else 'already'} a {role}")


@role.command()
@click.argument("role", metavar="bot|operator|reader")
@click.argument("login")
@with_session
def revoke(session: Session, role: str, login: str) -> None:
    """Revoke a role from a login.

    \b
    Example:
      pgbandit role revoke bot mybot
    """
    [row] = session.database.call_for_all("revoke_role", p_role=role, p_login=login)
    changed = row["revoke_role"]
    _report(session, role, login, changed, f"{login} is {'no longer' if changed else 'not'} a {role}")


@role.command("list")
@with_session
def list_(session: Session) -> None:
    """List the logins with a role.

    \b
    Example:
      pgbandit role list
    """
    rows = session.database.read("role_members")
    if session.as_json:
        print_json(rows)
    elif rows:
        print_table(rows, MEMBERS)
    else:
        say("no login has a role")


def _report(session: Session, role: str, login: str, changed: bool, sentence: str) -> None:
    if session.as_json:
        print_json({"role": role, "login": login, "changed": changed})
    else:
        say(sentence)
