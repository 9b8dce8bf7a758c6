"""What the rules of the optimisation say, computed exactly and without a database.

Written from the rules alone, so that it can disagree with the SQL: fractions instead of numeric, lists instead of
windows, and no shared code. `run` is the whole of one optimisation; the other functions are its stages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

UNITS = 10_000  # weights have four decimals
TIE = Fraction(1, 10**9)  # of a unit: numeric keeps 16 digits, so closer remainders may fall either way


class Infeasible(Exception):
    """The weights cannot sum to one; `largest_floor` is the largest floor that would do, None if none does."""

    def __init__(self, largest_floor: Fraction | None):
        super().__init__(largest_floor)
        self.largest_floor = largest_floor


@dataclass(frozen=True)
class Settings:
    lookback: timedelta = timedelta(days=7)
    min_posts: int = 20
    aggressiveness: Decimal = Decimal("0.3")
    score_exponent: Decimal = Decimal("1.5")
    min_weight: Decimal = Decimal("0.02")
    viral_f_per_1k: Decimal = Decimal("5")
    viral_boost: Decimal = Decimal("1.5")
    viral_min_posts: int = 5
    failing_min_posts: int = 10
    new_generator_max_posts: int = 5
    new_generator_weight: Decimal = Decimal("0.08")
    significant_change: Decimal = Decimal("0.01")


@dataclass(frozen=True)
class Generator:
    name: str
    weight: Decimal
    status: str = "active"
    is_pinned: bool = False


@dataclass(frozen=True)
class Post:
    generator: str
    posted_at: datetime
    impressions: int | None
    followers: int | None
    known_at: datetime | None = None  # None: known from the time of posting


@dataclass(frozen=True)
class Performance:
    posts: int
    measured: int
    f_per_1k: Fraction | None


@dataclass
class Run:
    status: str
    posts_analyzed: int
    cases: dict[str, str] = field(default_factory=dict)
    weights: dict[str, Fraction] = field(default_factory=dict)
    ties: set[str] = field(default_factory=set)
    top: str | None = None
    bottom: str | None = None


def performance(posts: Iterable[Post], lookback: timedelta, now: datetime) -> dict[str, Performance]:
    """The window's posts by generator; a generator without any is not in it."""
    by_generator: dict[str, list[Post]] = {}
    for post in posts:
        if now - lookback < post.posted_at <= now:
            by_generator.setdefault(post.generator, []).append(post)
    return {name: measure(mine, now) for name, mine in by_generator.items()}


def measure(posts: list[Post], now: datetime) -> Performance:
    known = [post for post in posts if (post.known_at or post.posted_at) <= now]
    measured = [post for post in known if post.impressions is not None and post.impressions > 0]
    counted = [post for post in measured if post.followers is not None]
    impressions = sum(post.impressions for post in counted)
    f_per_1k = Fraction(1000 * sum(post.followers for post in counted), impressions) if counted else None
    return Performance(len(posts), len(measured), f_per_1k)


def power(base: Fraction, exponent: Decimal) -> Fraction:
    with localcontext() as context:
        context.prec = 60
        return Fraction((Decimal(base.numerator) / Decimal(base.denominator)) ** exponent)


def scores(f_per_1k: Mapping[str, Fraction], exponent: Decimal) -> dict[str, Fraction]:
    low, high = min(f_per_1k.values(), default=None), max(f_per_1k.values(), default=None)
    return {
        name: power(Fraction(1, 2) if low == high else (value - low) / (high - low), exponent)
        for name, value in f_per_1k.items()
    }


def water_fill(wanted: Mapping[str, Fraction], amount: Fraction, floor: Fraction) -> dict[str, Fraction]:
    """Shares of `amount` in proportion to what is wanted, none under the floor."""
    floored: set[str] = set()
    while True:
        rest = {name: value for name, value in wanted.items() if name not in floored}
        left = amount - floor * len(floored)
        total = sum(rest.values())
        shares = {name: left * value / total if total else left / len(rest) for name, value in rest.items()}
        short = {name for name, share in shares.items() if share < floor}
        if not short:
            return shares | dict.fromkeys(floored, floor)
        floored |= short


def round_shares(shares: Mapping[str, Fraction]):
    """Largest remainder to four decimals; also the names whose last unit a tie of remainders decided."""
    units = {name: int(share * UNITS) for name, share in shares.items()}
    remainders = {name: share * UNITS - units[name] for name, share in shares.items()}
    spare = int(sum(shares.values()) * UNITS) - sum(units.values())
    order = sorted(shares, key=lambda name: (-remainders[name], name))
    for name in order[:spare]:
        units[name] += 1
    ties: set[str] = set()
    if 0 < spare < len(order):
        last, first_out = remainders[order[spare - 1]], remainders[order[spare]]
        if last - first_out <= TIE:
            ties = {name for name in order if abs(remainders[name] - last) <= TIE}
    return {name: Fraction(count, UNITS) for name, count in units.items()}, ties


def project(wanted: Mapping[str, Fraction], fixed: Mapping[str, Fraction], floor: Fraction):
    """Weights that sum to one, `fixed` exactly and the wanted ones in proportion in what these leave; and the ties."""
    left = 1 - sum(fixed.values())
    if left < floor * len(wanted) or (left and not wanted):
        raise Infeasible(largest_floor(left, len(wanted)))
    shares, ties = round_shares(water_fill(wanted, left, floor)) if wanted else ({}, set())
    return {**fixed, **shares}, ties


def largest_floor(left: Fraction, count: int) -> Fraction | None:
    """What each of `count` weights can have at least, in whole units; None: not even one unit."""
    units = int(left * UNITS) // count if count and left > 0 else 0
    return Fraction(units, UNITS) if units else None


def case_of(generator: Generator, window: Performance, history: int, settings: Settings) -> str:
    """The last case that applies, or what holds the weight."""
    if generator.is_pinned:
        return "pinned"
    if generator.status == "testing":
        return "testing"
    if history < settings.new_generator_max_posts:
        return "new"
    if window.f_per_1k is None:
        return "kept"
    if window.measured >= settings.failing_min_posts and window.f_per_1k <= 0:
        return "failing"
    if window.measured >= settings.viral_min_posts and window.f_per_1k > Fraction(settings.viral_f_per_1k):
        return "viral"
    return "blended"


def blend(current: Fraction, score: Fraction, case: str, settings: Settings) -> Fraction:
    if case == "new":
        return Fraction(settings.new_generator_weight)
    step = Fraction(settings.aggressiveness)
    blended = current * (1 - step) + score * step
    return blended * Fraction(settings.viral_boost) if case == "viral" else blended


def run(generators: list[Generator], posts: list[Post], settings: Settings, now: datetime) -> Run:
    window = performance(posts, settings.lookback, now)
    analyzed = sum(one.measured for one in window.values())
    rates = {name: one.f_per_1k for name, one in window.items() if one.f_per_1k is not None}
    top = min(rates, key=lambda name: (-rates[name], -window[name].measured, name), default=None)
    bottom = min(rates, key=lambda name: (rates[name], -window[name].measured, name), default=None)
    if analyzed < settings.min_posts:
        return Run("skipped", analyzed, top=top, bottom=bottom)

    in_play = [one for one in generators if one.status != "disabled"]
    score = scores({one.name: rates[one.name] for one in in_play if one.name in rates}, settings.score_exponent)
    history = performance(posts, timedelta(days=36500), now)
    idle = Performance(0, 0, None)
    cases = {
        one.name: case_of(one, window.get(one.name, idle), history.get(one.name, idle).measured, settings)
        for one in in_play
    }
    weights, ties = settle(in_play, cases, score, settings)
    return Run("success", analyzed, cases, weights, ties, top, bottom)


def settle(in_play: list[Generator], cases: Mapping[str, str], score: Mapping[str, Fraction], settings: Settings):
    """Who takes up the rest: those that move; without any, the kept ones; without those, the failing ones."""
    floor = Fraction(settings.min_weight)
    exact, failing, kept, moving = {}, {}, {}, {}
    for one in in_play:
        case, current = cases[one.name], Fraction(one.weight)
        if case in ("pinned", "testing"):
            exact[one.name] = current
        elif case == "failing":
            failing[one.name] = floor
        elif case == "kept":
            kept[one.name] = current
        else:
            moving[one.name] = blend(current, score.get(one.name, Fraction(0)), case, settings)
    if moving:
        held = {name: max(weight, floor) for name, weight in kept.items()}
        return project(moving, {**exact, **failing, **held}, floor)
    if kept:
        return project(kept, {**exact, **failing}, floor)
    return project(failing, exact, floor)
