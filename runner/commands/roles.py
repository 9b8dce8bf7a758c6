"""Who may do what: logins as bots, operators and readers."""

import click

from runner.output import print_json, print_table
from runner.session import Session, with_session

MEMBERS = ("role", "login", "can_log_in", "may_grant")


@click.group()
def role() -> None:
    """Make logins bots, operators or readers."""


@role.command()
@click.argument("role", metavar="bot|operator|reader")
@click.argument("login")
@with_session
def grant(session: Session, role: str, login: str) -> None:
    """Give a login a role; it holds in all databases of the server.

    \b
    Example:
      pgbandit role grant bot mybot
    """
    [row] = session.database.call_for_all("grant_role", p_role=role, p_login=login)
    changed = row["grant_role"]
    _tell(session, role, login, changed, f"{login} is {'now' if changed else 'already'} a {role}")


@role.command()
@click.argument("role", metavar="bot|operator|reader")
@click.argument("login")
@with_session
def revoke(session: Session, role: str, login: str) -> None:
    """Take a role from a login.

    \b
    Example:
      pgbandit role revoke bot mybot
    """
    [row] = session.database.call_for_all("revoke_role", p_role=role, p_login=login)
    changed = row["revoke_role"]
    _tell(session, role, login, changed, f"{login} is {'no longer' if changed else 'not'} a {role}")


@role.command("list")
@with_session
def list_(session: Session) -> None:
    """List who has which role.

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
        click.echo("nobody has a role yet")


def _tell(session: Session, role: str, login: str, changed: bool, sentence: str) -> None:
    if session.as_json:
        print_json({"role": role, "login": login, "changed": changed})
    else:
        click.echo(sentence)
