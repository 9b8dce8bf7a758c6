"""Play all scenarios with all contestants, and write the table: `make bench-learning`."""

import json
import os
import platform
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

import click
import psycopg
from psycopg.sql import SQL

from runner import deploy, server
from tests.benchmarks.learning import world
from tests.benchmarks.learning.kept import Kept
from tests.benchmarks.learning.peers import PEERS, Library
from tests.benchmarks.learning.play import play
from tests.benchmarks.learning.scenarios import SCENARIOS
from tests.benchmarks.learning.scraped import ScrapedPeer, ScrapedPolicy, Scraper
from tests.benchmarks.learning.sql_policy import SqlPolicy
from tests.benchmarks.learning.table import Result, Results, estimate, page
from tests.conftest import CARELESS, ROOT, TEMPLATE, dsn_of, execute, pytest_configure, throw_away_home

OUTPUT = ROOT / "docs" / "learning-benchmark.md"
SETTINGS = CARELESS | {"shared_buffers": "512MB", "max_wal_size": "2GB"}
LIBRARIES = ("numpy", "scipy", "mabwiser", "bayesianbandits", "vowpalwabbit")
WORLDS = {"posts": ("posts",), "counts": ("counts",), "both": ("posts", "counts")}
PLAYED = {"posts": "".join(SCENARIOS), "counts": "acdej"}
QUICK_SCENARIOS, QUICK_ACCOUNTS = {"posts": "adfgl", "counts": "acdej"}, 4
QUICK_SCRAPES = 3
INTERVALS = ("0.5", "1", "2", "3", "6", "12", "24")


@dataclass(frozen=True)
class Game:
    """One contestant in one scenario: a peer, or settings of the product."""

    scenario: str
    contestant: str
    accounts: int
    days: int | None
    seed: int
    settings: Mapping[str, str] = field(default_factory=dict)
    posts_a_day: int | None = None
    scraper: Scraper | None = None
    """None: the followers of each post are known."""

    @property
    def is_sql(self) -> bool:
        return bool(self.settings)

    @property
    def needs_database(self) -> bool:
        return self.is_sql or (self.scraper is not None and issubclass(PEERS[self.contestant], Library))

    @property
    def size(self) -> tuple[bool, int]:
        """The longest are played first, so that no process waits for another at the end."""
        return self.needs_database, self.posts_a_day or SCENARIOS[self.scenario].posts_a_day

    @property
    def key(self) -> str:
        """Equal games have equal ones."""
        own = [self.scenario, self.contestant, self.accounts, self.days, self.seed, dict(self.settings)]
        chosen = {"posts_a_day": self.posts_a_day} | (vars(self.scraper) if self.scraper else {})
        return json.dumps([*own, *({name: value} for name, value in chosen.items() if value is not None)])

    def play(self, cluster: server.Status | None) -> Result:
        started = time.perf_counter()
        drawn = world.draw(self.scenario, self.accounts, self.seed, self.days, self.posts_a_day)
        if self.needs_database:
            with self._database(cluster) as dsn, closing(self._policy(drawn, dsn)) as policy:
                scores, parts = play(drawn, policy), policy.seconds
        else:
            scores, parts = play(drawn, PEERS[self.contestant](drawn, self.seed)), Counter()
        seconds = time.perf_counter() - started
        return Result(self.scenario, self.contestant, self.is_sql, scores, seconds, parts, drawn.ticks * drawn.accounts)

    def _policy(self, drawn: world.World, dsn: str) -> SqlPolicy:
        if self.scraper is None:
            return SqlPolicy(drawn, dsn, self.settings)
        if self.is_sql:
            return ScrapedPolicy(drawn, dsn, self.settings, self.seed, self.scraper)
        return ScrapedPeer(drawn, dsn, PEERS[self.contestant](drawn, self.seed), self.seed, self.scraper)

    @contextmanager
    def _database(self, cluster: server.Status) -> Iterator[str]:
        name = f"game_{os.getpid()}"
        execute(cluster.dsn, SQL("create database {} template {}"), name, TEMPLATE)
        try:
            yield dsn_of(cluster, name)
        finally:
            execute(cluster.dsn, SQL("drop database {} with (force)"), name)


def known(context: click.Context, parameter: click.Parameter, letters: str | None) -> str | None:
    """The letters, if all of them are scenarios."""
    if unknown := set(letters or "") - set(SCENARIOS):
        raise click.BadParameter(f"{''.join(sorted(unknown))} is none of {''.join(SCENARIOS)}")
    return letters


@click.command()
@click.option(
    "--quick", is_flag=True, help=f"A few scenarios, {QUICK_ACCOUNTS} accounts, fewer readings; nothing is written."
)
@click.option(
    "--world",
    "worlds",
    default="both",
    show_default=True,
    type=click.Choice(list(WORLDS)),
    help="What is known: the followers of each post, or only counts of the account's.",
)
@click.option(
    "--count-every", default="6", show_default=True, type=click.Choice(INTERVALS), help="Hours between two counts."
)
@click.option(
    "--scrape-every",
    type=click.IntRange(1, 24),
    help="Hours between two readings of a post in its first day; default: the schedule of a new account.",
)
@click.option("--posts-a-day", type=click.IntRange(min=1), help="Default: the scenario's own.")
@click.option("--scenarios", callback=known, help=f"Their letters; default: all, with counts {PLAYED['counts']}.")
@click.option("--accounts", default=None, type=click.IntRange(min=2), help="Accounts a scenario; default: 40.")
@click.option("--days", default=None, type=click.IntRange(min=1), help="Default: the scenario's own.")
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--policy", "policies", multiple=True, metavar="POLICY[,SETTING=VALUE...]", help="Default: each in the catalogue."
)
@click.option("--peer", "peers", multiple=True, type=click.Choice(list(PEERS)), help="Default: all.")
@click.option("--workers", default=os.cpu_count(), show_default=True, type=click.IntRange(min=1))
@click.option(
    "--results",
    "known_results",
    type=click.Path(path_type=Path),
    help="A file that keeps each result: what it holds is not played again.",
)
@click.option(
    "--output", type=click.Path(path_type=Path), help=f"Default: {OUTPUT.relative_to(ROOT)}, where all is played."
)
def main(
    quick, worlds, count_every, scrape_every, posts_a_day, scenarios, accounts, days, seed, policies, peers, workers,
    known_results, output,
) -> None:  # fmt: skip
    """Play, print each result as it comes, then the table."""
    is_whole = worlds == "both" and not (quick or scenarios or accounts or days or posts_a_day or policies or peers)
    scenarios_of = QUICK_SCENARIOS if quick else PLAYED
    scrape_every = scrape_every or (QUICK_SCRAPES if quick else None)
    accounts = accounts or (QUICK_ACCOUNTS if quick else 40)
    pytest_configure()
    with throw_away_home() as home:
        cluster = server.start(home, SETTINGS)
        execute(cluster.dsn, SQL("create database {}"), TEMPLATE)
        deploy.migrate(dsn_of(cluster, TEMPLATE), schedule_jobs=False)
        contestants = {name: {} for name in peers or PEERS} | {
            name: dict(pair.split("=", 1) for pair in f"policy={name}".split(","))
            for name in policies or catalogue(dsn_of(cluster, TEMPLATE))
        }
        scrapers = {"posts": None, "counts": Scraper(float(count_every), scrape_every)}
        games = {
            name: [
                Game(scenario, contestant, accounts, days, seed, settings, posts_a_day, scrapers[name])
                for scenario in scenarios or scenarios_of[name]
                for contestant, settings in contestants.items()
            ]
            for name in WORLDS[worlds]
        }
        kept = Kept(known_results)
        missing = [game for each in games.values() for game in each if game.key not in kept.results]
        for game, result in played(missing, cluster, workers):
            kept.add(game.key, result)
    text = page(
        {name: Results(kept.results[game.key] for game in each) for name, each in games.items()},
        seed=seed,
        days=days,
        posts_a_day=posts_a_day,
        scraper=scrapers["counts"],
        workers=workers,
        origin="`make bench-learning` writes this page." if is_whole else "`make bench-learning` computes all.",
        versions=versions(cluster),
    )
    click.echo(text)
    output = output or (OUTPUT if is_whole else None)
    if output:
        output.write_text(text)


def versions(cluster: server.Status) -> dict[str, str]:
    """Of all that has a part in the figures."""
    libraries = {name: metadata.version(name) for name in LIBRARIES}
    return {"Python": platform.python_version(), "PostgreSQL": cluster.version} | libraries


def catalogue(dsn: str) -> list[str]:
    """The policies that an account can choose."""
    with psycopg.connect(dsn) as connection:
        return [name for (name,) in connection.execute("select policy from bandit.policies order by policy")]


def played(games: list[Game], cluster: server.Status, workers: int) -> Iterator[tuple[Game, Result]]:
    """Each game with its result, in the order in which they end."""
    games = sorted(games, key=lambda game: game.size, reverse=True)
    with ProcessPoolExecutor(workers) as pool:
        try:
            playing = {pool.submit(game.play, cluster): game for game in games}
            for done in as_completed(playing):
                result = done.result()
                score = estimate(result.scores)
                game = playing[done]
                known = "counts" if game.scraper else "posts"
                line = f"{known:<6} {result.scenario} {result.contestant:<40} {score!s:<14} {result.seconds:6.1f} s"
                click.echo(line, err=True)
                yield game, result
        finally:
            pool.shutdown(cancel_futures=True)  # where one failed, the others need not be played


if __name__ == "__main__":
    main()
