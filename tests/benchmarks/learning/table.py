"""The results as a page: who gained what, how sure that is, and what it was measured with."""

import inspect
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tests.benchmarks.learning.audience import BASE, LEAVING
from tests.benchmarks.learning.peers import PEERS
from tests.benchmarks.learning.scenarios import SCENARIOS
from tests.benchmarks.learning.scraped import Scraper

AVERAGED = "abcdefghij"
COSTS = ("ms a run of one account", "runs", "optimize_all", "attributing", "feeding", "reading weights", "simulating")

PAGE = """# Benchmark of learning

The figures are followers gained, in % of an oracle that knows the true rates and keeps the floor of 2 %, with standard
errors over the accounts. `mean` is over the scenarios {averaged}, as far as a table has them.
Each scenario has {accounts} accounts; {chosen}seed {seed}. All policies get the same posts, the same random numbers and
the same delays. Weights change every six hours. The policies of pgbandit are its SQL, run by `optimize_all` on posts
and readings in the database. The others are weights that never change, and libraries from PyPI. {origin}

{worlds}

## The policies

{peers}

## The scenarios

{scenarios}

## Versions and cost

{versions}. The simulation took {minutes:.0f} minutes in {workers} parallel processes.

{costs}
"""

WORLDS = """## Two worlds

The posts and the followers that they win are the same in both worlds. What is known of the followers differs:

- **The followers of each post are known.** An account is in this world only if its bot or its platform reports for each
  post how many followers it won.
- **Only the follower count of the account is known.** X, Bluesky and Mastodon tell a scraper how many followers an
  account has. They do not tell which post won them. **A scraped account on X, Bluesky or Mastodon is in this world.**

Each cell has the figure of the first world, then that of the second:

{beside}"""

POSTS = """## The followers of each post are known

Each post is read every six hours for a week, with its impressions and its followers. The libraries get the followers of
each post two days after it was published.

{scores}

### Ahead of the peers

{leads}"""

COUNTS = """## Only the follower count is known

This is the world of a scraped account on X, Bluesky or Mastodon. The database gets two things: the follower count of
the account every {every}, and the impressions of each post, read {schedule}.
{base:g} followers a day come without a post, and {leaving:.0%} of all new followers leave again. `attribute_followers`
apportions what the account gained among its posts. The policies learn from the database. The libraries get the share of
each post two days after it was published.

{scores}

### Ahead of the peers, from counts

{leads}"""

LEADS = """The difference in percentage points, paired by account: from each peer, and from the best peer of each
scenario, chosen by its result there. {best_peer} is the best peer by its mean.

{table}"""


@dataclass(frozen=True)
class Result:
    """What a contestant reached in a scenario."""

    scenario: str
    contestant: str
    is_sql: bool
    scores: np.ndarray  # by account
    seconds: float
    parts: Counter
    runs: int

    def as_json(self) -> dict:
        return vars(self) | {"scores": self.scores.tolist()}

    @classmethod
    def from_json(cls, saved: Mapping) -> "Result":
        return cls(**saved | {"scores": np.array(saved["scores"]), "parts": Counter(saved["parts"])})


@dataclass(frozen=True)
class Estimate:
    """A figure with its standard error."""

    value: float
    error: float

    def __format__(self, sign: str) -> str:
        return f"{self.value:{sign}.1f} ± {self.error:.1f}"

    def __str__(self) -> str:
        return f"{self:}"


def estimate(scores: np.ndarray) -> Estimate:
    """Their mean."""
    return Estimate(float(scores.mean()), float(scores.std(ddof=1) / math.sqrt(len(scores))))


def mean(estimates: Sequence[Estimate]) -> Estimate:
    """Of independent estimates."""
    values = np.array([each.value for each in estimates])
    errors = np.array([each.error for each in estimates])
    return Estimate(float(values.mean()), float(np.sqrt((errors**2).sum()) / len(errors)))


class Results:
    """All results, by contestant and scenario."""

    def __init__(self, results: Iterable[Result]):
        self._results = {(each.contestant, each.scenario): each for each in results}
        self.scenarios = sorted({scenario for _, scenario in self._results})
        self.averaged = [each for each in self.scenarios if each in AVERAGED]
        self.peers = self._contestants(is_sql=False)
        self.policies = self._contestants(is_sql=True)

    def only(self, scenarios: Sequence[str]) -> "Results":
        """Those of some scenarios."""
        return Results(each for each in self._results.values() if each.scenario in scenarios)

    @property
    def seconds(self) -> float:
        """Of all games together."""
        return sum(each.seconds for each in self._results.values())

    def _contestants(self, is_sql: bool) -> list[str]:
        """Worst first."""
        names = {name for (name, _), each in self._results.items() if each.is_sql == is_sql}
        return sorted(names, key=lambda name: self.mean(name).value)

    @property
    def accounts(self) -> int:
        """In each scenario."""
        return len(next(iter(self._results.values())).scores)

    def scores(self, contestant: str, scenario: str) -> np.ndarray:
        return self._results[contestant, scenario].scores

    def mean(self, contestant: str) -> Estimate:
        """Over the scenarios that count, or over all where none of those was played."""
        return mean([estimate(self.scores(contestant, each)) for each in self.averaged or self.scenarios])

    def row(self, contestant: str) -> list[str]:
        """What it reached, by scenario, and the mean."""
        reached = [estimate(self.scores(contestant, each)) for each in self.scenarios]
        return [contestant, *map(str, [*reached, self.mean(contestant)])]

    def leads(self, policy: str, peer: str | None = None) -> list[str]:
        """How far it is ahead of a peer, or of each scenario's best, by scenario, and in the mean."""
        peers = {each: peer or self._best_peer(each) for each in self.scenarios}
        leads = {each: estimate(self.scores(policy, each) - self.scores(peers[each], each)) for each in peers}
        counted = mean([leads[each] for each in self.averaged or self.scenarios])
        return [f"{policy}, {peer or 'each scenario'}", *(f"{each:+}" for each in [*leads.values(), counted])]

    def _best_peer(self, scenario: str) -> str:
        return max(self.peers, key=lambda peer: self.scores(peer, scenario).mean())

    def reached(self, contestant: str, scenario: str) -> float:
        return float(self.scores(contestant, scenario).mean())

    def all_costs(self) -> list[list[str]]:
        return [self.costs(policy) for policy in self.policies]

    def costs(self, policy: str) -> list[str]:
        """Milliseconds a run of one account, by part; the rest is the simulator's own."""
        own = [each for (name, _), each in self._results.items() if name == policy]
        runs, total = sum(each.runs for each in own), sum(each.seconds for each in own)
        parts = sum((each.parts for each in own), Counter())
        figures = [parts["optimize"], parts["attribute"], parts["feed"], parts["read"], total - parts.total()]
        return [policy, f"{runs:,}", *(f"{1000 * each / runs:.1f}" for each in figures)]


def page(
    played: Mapping[str, Results],
    *,
    seed: int,
    days: int | None,
    posts_a_day: int | None,
    scraper: Scraper,
    workers: int,
    versions: Mapping[str, str],
    origin: str,
) -> str:
    """The whole page, in Markdown: of the world `posts`, of `counts`, or of both."""
    results = next(iter(played.values()))
    worlds = {"posts": POSTS, "counts": COUNTS}
    parts = [WORLDS.format(beside=beside(played["posts"], played["counts"]))] if len(played) == len(worlds) else []
    for name, each in played.items():
        tables = {"scores": scores(each), "leads": leads(each)}
        parts.append(worlds[name].format(**_reading(scraper), base=BASE, leaving=LEAVING, **tables))
    chosen = {"days": days, "posts a day": posts_a_day}
    return PAGE.format(
        averaged=", ".join(results.averaged or results.scenarios),
        accounts=results.accounts,
        chosen="".join(f"{value} {name}, " for name, value in chosen.items() if value),
        seed=seed,
        origin=origin,
        worlds="\n\n".join(parts),
        peers="\n".join(f"- {name}: {_summary(PEERS[name])}" for name in results.peers),
        scenarios="\n".join(
            f"- {name} {SCENARIOS[name].title}: {SCENARIOS[name].description}" for name in results.scenarios
        ),
        versions=", ".join(f"{name} {number}" for name, number in versions.items()),
        minutes=sum(each.seconds for each in played.values()) / 60 / workers,
        workers=workers,
        costs=_table(
            COSTS, [[f"{first}, {name}", *rest] for name, each in played.items() for first, *rest in each.all_costs()]
        ),
    )


def beside(posts: Results, counts: Results) -> str:
    """What each contestant reached in both worlds, in the scenarios that were played in both."""
    common = [each for each in posts.scenarios if each in counts.scenarios]
    posts, counts = posts.only(common), counts.only(common)
    header = [*_header(posts)[:-1], "mean, posts", "mean, counts"]
    rows = [
        [
            name,
            *(f"{posts.reached(name, each):.1f} / {counts.reached(name, each):.1f}" for each in posts.scenarios),
            str(posts.mean(name)),
            str(counts.mean(name)),
        ]
        for name in [*counts.peers, *counts.policies]
    ]
    return _table(header, rows)


def scores(results: Results) -> str:
    """What each contestant reached, the worst first, the product's policies last."""
    return _table(_header(results), [results.row(name) for name in [*results.peers, *results.policies]])


def leads(results: Results) -> str:
    """How far the policies are ahead."""
    peers = [*reversed(results.peers), None]
    rows = [results.leads(name, peer) for name in results.policies for peer in peers]
    return LEADS.format(best_peer=results.peers[-1], table=_table(_header(results), rows))


def _reading(scraper: Scraper) -> dict[str, str]:
    """What is read when, in words."""
    every = scraper.scrape_every
    return {
        "schedule": f"every {every} hours in its first day, then less often" if every else "as in the default schedule",
        "every": f"{scraper.count_every:g} hours",
    }


def _header(results: Results) -> list[str]:
    return ["", *(f"{each} {SCENARIOS[each].title}" for each in results.scenarios), "mean"]


def _summary(described: object) -> str:
    """The first line of its docstring, as it stands in a list."""
    return inspect.getdoc(described).splitlines()[0].rstrip(".")


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---", *("---:" for _ in header[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
