"""The list of commands. A command's module is imported when it runs, so that `choose` starts fast."""

from importlib import import_module

import click

DECIDING = "runner.commands.deciding"
LEARNING = "runner.commands.learning"
EVALUATING = "runner.commands.evaluating"
LOOKING = "runner.commands.looking"
ACCOUNTS = "runner.commands.accounts"
GENERATORS = "runner.commands.generators"
DEPLOYING = "runner.commands.deploying"
SERVERS = "runner.commands.servers"
SCRAPING = "runner.commands.scraping"


class LazyGroup(click.Group):
    """A group that imports a command's module at its first use."""

    def __init__(self, *args, commands_in: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self._commands_in = commands_in

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(self._commands_in)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in self._commands_in:
            return None
        module, attribute = self._commands_in[name].split(":")
        return getattr(import_module(module), attribute)

    def resolve_command(self, context: click.Context, args: list[str]) -> tuple:
        """Return the command; the error for an unknown one suggests those with a similar name."""
        try:
            return super().resolve_command(context, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(error.command_name, None, self._commands_in, context) from None


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    commands_in={
        "choose": f"{DECIDING}:choose",
        "posted": f"{DECIDING}:posted",
        "discard": f"{DECIDING}:discard",
        "record": f"{DECIDING}:record",
        "spool": f"{DECIDING}:spool",
        "import": "runner.commands.importing:import_",
        "scrape": f"{SCRAPING}:scrape",
        "followers": f"{SCRAPING}:followers",
        "platform": f"{SCRAPING}:platform",
        "optimize": f"{LEARNING}:optimize",
        "replay": f"{LEARNING}:replay",
        "evaluate": f"{EVALUATING}:evaluate",
        "tune": f"{EVALUATING}:tune",
        "report": f"{LOOKING}:report",
        "explain": f"{LOOKING}:explain",
        "evidence": f"{LOOKING}:evidence",
        "contexts": f"{LOOKING}:contexts",
        "history": f"{LOOKING}:history",
        "events": f"{LOOKING}:events",
        "export": "runner.commands.exporting:export",
        "health": "runner.commands.health:health",
        "watch": "runner.commands.watching:watch",
        "notify": "runner.commands.notifying:notify",
        "account": f"{ACCOUNTS}:account",
        "generator": f"{GENERATORS}:generator",
        "experiment": "runner.commands.experiments:experiment",
        "runs": "runner.commands.runs:runs",
        "role": "runner.commands.roles:role",
        "jobs": "runner.commands.jobs:jobs",
        "completion": "runner.commands.completing:completion",
        "migrate": f"{DEPLOYING}:migrate",
        "doctor": f"{DEPLOYING}:doctor",
        "uninstall": "runner.commands.uninstalling:uninstall",
        "server": f"{SERVERS}:server",
        "demo": "runner.commands.demo:demo",
    },
)
@click.version_option(package_name="pgbandit")
def cli() -> None:
    """Choose the generator of each post, and learn from the results.

    The database is given by --dsn or PGBANDIT_DSN; the default is the local server (pgbandit server start). Exit codes:
    0 success; 1 an item was rejected or a check failed; 2 a mistake in the call; 75 not ready, try again later.

    \b
    Example:
      pgbandit choose --json
      pgbandit posted DECISION_ID TWEET_ID
      pgbandit report
    """
