"""Accounts and their settings."""

import click

from runner.database.session import Session
from runner.terminal.options import with_session
from runner.terminal.output import print_json, print_table, say

ACCOUNTS = ("account", "platform", "policy", "generators", "last_run_at", "last_run_status", "created_at")


@click.group()
def account() -> None:
    """Create, list and configure accounts."""


@account.command()
@click.argument("handle")
@click.option("--platform", default="x", show_default=True, help="x, bluesky or mastodon.")
@click.option("--platform-user-id", help="Id of the account on the platform.")
@with_session
def create(session: Session, handle: str, platform: str, platform_user_id: str | None) -> None:
    """Create an account with the default settings and generators.

    \b
    Example:
      pgbandit account create mybot --platform x
    """
    [created] = session.database.call_for_all(
        "create_account", p_handle=handle, p_platform=platform, p_platform_user_id=platform_user_id
    )
    if session.as_json:
        print_json({"account": handle, "account_id": created["create_account"]})
    else:
        say(f"created account {handle}")


@account.command("list")
@with_session
def list_(session: Session) -> None:
    """List the accounts.

    \b
    Example:
      pgbandit account list
    """
    rows = session.database.read("account_overview")
    if session.as_json:
        print_json(rows)
    else:
        print_table(rows, ACCOUNTS)


@account.command()
@with_session
def show(session: Session) -> None:
    """Show the account's settings and their meaning.

    \b
    Example:
      pgbandit account show --account mybot
    """
    rows = session.database.read("settings", account=session.database.account)
    if session.as_json:
        print_json({"account": session.database.account, "settings": {row["setting"]: row["value"] for row in rows}})
    else:
        print_table(rows, ("setting", "value", "description"), f"Settings of {session.database.account}")


@account.command("set", context_settings={"ignore_unknown_options": True})
@click.argument("key")
@click.argument("value")
@with_session
def set_(session: Session, key: str, value: str) -> None:
    """Change one setting (pgbandit account show lists them).

    \b
    Example:
      pgbandit account set lookback '90 days'
    """
    stored = session.database.call("set_setting", p_key=key, p_value=value)[0]["set_setting"]
    if session.as_json:
        print_json({"setting": key, "value": stored})
    else:
        say(f"{key} is {stored}")
