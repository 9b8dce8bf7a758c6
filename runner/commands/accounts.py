"""Accounts and their settings."""

import click

from runner.database.session import Session
from runner.errors import UserError
from runner.importers.personas import read_personas
from runner.terminal.asking import typed
from runner.terminal.options import NAME, with_session
from runner.terminal.output import print_json, print_table, say
from runner.terminal.progress import progress

BATCH = 2000  # decisions that are deleted in one transaction

BOUNDS = ("metric", "kind", "bound")
GUARDRAILS = (*BOUNDS, "scope", "name", "posts", "rate", "low", "high", "state")
ACCOUNTS = ("account", "platform", "policy", "generators", "last_run_at", "last_run_status", "created_at")


@click.group()
def account() -> None:
    """Create, list, configure, rename and delete accounts."""


@account.command()
@click.argument("handle")
@click.option("--platform", default="x", show_default=True, help="x, bluesky or mastodon.")
@click.option("--platform-user-id", help="Id of the account on the platform.")
@click.option(
    "--generators",
    type=NAME,
    help="Its generators: names separated by commas, or a CSV or JSON file.  [default: the 12 packaged ones]",
)
@click.option("--no-generators", is_flag=True, help="Create it without generators, to add them later.")
@with_session
def create(
    session: Session,
    handle: str,
    platform: str,
    platform_user_id: str | None,
    generators: str | None,
    no_generators: bool,
) -> None:
    """Create an account with the default settings.

    A CSV file has the columns name, weight and notes; a JSON file is an array of names or of objects with these keys.
    weight and notes can be left out. Weights sum to 1; generators without a weight share the rest.

    \b
    Example:
      pgbandit account create mybot --generators alpha,beta,gammaRay
    """
    if generators and no_generators:
        raise UserError("--generators and --no-generators exclude each other", "use one of them")
    personas = [] if no_generators else read_personas(generators) if generators else None
    [created] = session.database.call_for_all(
        "create_account",
        p_handle=handle,
        p_platform=platform,
        p_platform_user_id=platform_user_id,
        p_generators=personas,
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
      pgbandit account set objective 'followers + 0.05*bookmarks per post'
    """
    stored = session.database.call("set_setting", p_key=key, p_value=value)[0]["set_setting"]
    if session.as_json:
        print_json({"setting": key, "value": stored})
    else:
        say(f"{key} is {stored}")


@account.command(context_settings={"ignore_unknown_options": True})
@click.argument("metric", required=False)
@click.argument("kind", type=click.Choice(["min", "max", "off"]), required=False)
@click.argument("value", required=False)
@with_session
def guard(session: Session, metric: str | None, kind: str | None, value: str | None) -> None:
    """List, set or remove guardrails: bounds per 1000 impressions.

    Without arguments, lists the guardrails over the lookback, for the account and each generator and arm. A bound is
    missed only if the whole 95 % interval of the rate lies beyond it; an alert is raised then. METRIC off removes the
    guardrails of a metric.

    \b
    Example:
      pgbandit account guard replies min 0.5
      pgbandit account guard replies off
      pgbandit account guard
    """
    if metric:
        if (kind != "off") != (value is not None) or kind is None:
            raise UserError("a guardrail is METRIC min VALUE or METRIC max VALUE", "METRIC off removes it")
        bound = None if kind == "off" else kind
        rows = session.database.call("set_guardrail", p_metric=metric, p_kind=bound, p_bound=value)
        columns = BOUNDS
    else:
        rows = session.database.read("guardrail_results", account=session.database.account)
        columns = GUARDRAILS
    if session.as_json:
        print_json(rows)
    elif rows:
        print_table(rows, columns)
    else:
        say("no guardrail is set")


@account.command()
@click.argument("handle")
@click.argument("new_handle")
@with_session
def rename(session: Session, handle: str, new_handle: str) -> None:
    """Give an account another handle.

    The former handle is still understood, until another account takes it.

    \b
    Example:
      pgbandit account rename mybot newbot
    """
    Session(session.dsn, handle).database.call("rename_account", p_new_handle=new_handle)
    if session.as_json:
        print_json({"account": new_handle, "former": handle})
    else:
        say(f"renamed {handle} to {new_handle}")


@account.command()
@click.argument("handle")
@click.option("--yes", is_flag=True, help="Do not ask for the handle again.")
@with_session
def delete(session: Session, handle: str, yes: bool) -> None:
    """Delete an account with its generators, posts, metrics, runs and history.

    Asks for the handle again. If it is interrupted, the same command deletes the rest.

    \b
    Example:
      pgbandit account delete mybot
    """
    [contents] = Session(session.dsn, handle).database.call("account_contents")
    if not yes:
        _confirm(handle, contents)
    with progress("Deleting", contents["decisions"]) as bar:
        is_deleted = False
        while not is_deleted:
            [done] = session.database.call_for_all("delete_account", p_handle=handle, p_limit=BATCH)
            is_deleted = done["is_deleted"]
            bar.advance(done["decisions"])
    if session.as_json:
        print_json(contents)
    else:
        say(f"deleted {handle}")


def _confirm(handle: str, contents: dict[str, int]) -> None:
    """Raise UserError unless the handle is typed again."""
    counts = ", ".join(f"{contents[what]} {what}" for what in ("generators", "decisions", "runs"))
    say(f"This deletes {handle}: {counts}. It cannot be undone.", err=True)
    if typed("Type the handle again") != handle:
        raise UserError(f"the handle was not repeated, so {handle} was not deleted", "type it, or pass --yes")
