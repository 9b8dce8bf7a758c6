"""The policy thompson once more, in numpy: what the SQL is held against.

Written from the formulas, post by post and day by day, with dense arrays where the SQL groups and joins.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
from scipy import linalg, special, stats

DRAWS, CONTEXT_DRAWS, SERIES = 400, 100, 256
BUCKETS = 28
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
A_WEEK = timedelta(days=7)
HALVES = 3
SPANS = (2, 3, 4, 6, 8, 11, 15, 20, 27, 36, 48, 64, 90)
FACTORS = ("topic", "format", "daypart")
VARIANCES = (0.02, 0.05, 0.1, 0.2, 0.4)
AGAINST = 4
REACH_VARIANCES = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
WIDTHS = np.diff([0, *((a + b) / 2 for a, b in pairwise(SPANS)), 108])


@dataclass(frozen=True)
class Reading:
    """What a post had gained by a time."""

    at: datetime
    impressions: int
    followers: float


@dataclass(frozen=True)
class Post:
    """A post with its last reading; is_final: of an export, complete whenever it was read."""

    generator: str
    posted_at: datetime
    last: Reading
    is_final: bool = True
    is_reported: bool = True
    earlier: tuple[Reading, ...] = ()
    topic: str | None = None
    format: str | None = None

    @property
    def daypart(self) -> str:
        return str(self.posted_at.hour // 6)


@dataclass(frozen=True)
class Posterior:
    shape: float
    exposure: float
    log_reach: float
    standard_error: float
    changed_on: int | None


@dataclass(frozen=True)
class Account:
    """What is known of an account at a time."""

    names: Sequence[str]
    posts: Sequence[Post]
    now: datetime
    half_life: float = 90.0

    def __post_init__(self) -> None:
        since = self.now - timedelta(days=HALVES * self.half_life)
        known = [post for post in self.posts if since < post.posted_at <= self.now and post.last.impressions > 0]
        followers_share, impressions_share = self.delays()
        bucket = [None if _is_complete(post) else _bucket(post.last.at - post.posted_at) - 1 for post in known]
        seen = np.array([post.last.impressions / 1000 for post in known])
        shown = np.array([1 if at is None else impressions_share[at] for at in bucket])
        came = np.array(
            [1 if at is None or not post.is_reported else followers_share[at] / impressions_share[at]
             for post, at in zip(known, bucket, strict=True)]
        )  # fmt: skip
        order = np.array([self.names.index(post.generator) for post in known], int)
        for name, value in {
            "known": known,
            "generator": order,
            "day": np.array([(post.posted_at - EPOCH).days for post in known], int),
            "n": np.array([float(post.last.followers) for post in known]),
            "e": seen * came,
            "log_reach": np.log(seen / shown),
        }.items():
            object.__setattr__(self, name, value)

    @property
    def today(self) -> int:
        return (self.now - EPOCH).days

    def delays(self) -> tuple[np.ndarray, np.ndarray]:
        """Chain ladder: shares of followers and impressions that have come by each bucket of 6 hours."""
        middle = 6 * np.arange(1, BUCKETS + 1) - 3.0
        curves = [np.round(stats.norm.cdf(np.log(middle / 18) / 1.2), 6), np.round(1 - np.exp(-middle / 12), 6)]
        shares = []
        for curve, value in zip(curves, (lambda r: r.followers, lambda r: r.impressions / 1000), strict=True):
            sums, next_sums = 20 * curve[:-1], 20 * curve[1:]
            for post in self.posts:
                if not self.now - timedelta(days=14) < post.posted_at <= self.now:
                    continue
                best: dict[int, float] = {}
                for reading in post.earlier:
                    if post.posted_at < reading.at <= min(post.posted_at + A_WEEK, self.now):
                        at = _bucket(reading.at - post.posted_at) - 1
                        best[at] = max(best.get(at, -np.inf), value(reading))
                ages = sorted(best)
                for first, last in pairwise(ages):
                    span = np.arange(first, last + 1)
                    grown = best[first] + (best[last] - best[first]) * (curve[span] - curve[first]) / (
                        curve[last] - curve[first]
                    )
                    sums[first:last] += grown[:-1]
                    next_sums[first:last] += grown[1:]
            factors = np.maximum(1, next_sums / np.maximum(sums, 1e-6))
            shares.append(1 / np.append(np.cumprod(factors[::-1])[::-1], 1))
        return shares[0], shares[1]

    def rate(self) -> float:
        kept = self._forget(self.today - self.day)
        return (max((kept * self.n).sum(), 0) + 2) / ((kept * self.e).sum() + 1)

    def dispersion(self) -> float:
        m = self.rate()
        excess, scale = 1.0, 2.0
        for g in range(len(self.names)):
            mine = self.generator == g
            days = np.unique(self.day[mine])
            totals = [(d, self.n[mine & (self.day == d)].sum(), self.e[mine & (self.day == d)].sum()) for d in days]
            for d in days:
                until = min(d + 7, self.today)
                near = [(2 ** ((j - until) / 10) / (1 + e * m * 0.5), n, e) for j, n, e in totals if j <= d + 7]
                found = max(sum(w * n for w, n, _ in near), 0) + 1
                local = found / (sum(w * e for w, _, e in near) + 1 / (0.7 * m))
                posts = mine & (self.day == d)
                mu = self.e[posts] * local
                kept = self._forget(self.today - d)
                v = 1 / (1 + mu) ** 2
                excess += (kept * v * ((self.n[posts] - mu) ** 2 - mu)).sum()
                scale += (kept * v * mu**2).sum()
        return float(np.clip(excess / scale, 0.05, 5))

    def posteriors(self) -> list[Posterior]:
        """Of each generator the mixture of what its rate is if it changed some days ago, or never."""
        m = self.rate()
        q = 1 / (1 + self.e * m * self.dispersion())
        kept = q * self._forget(self.today - self.day)
        found = []
        for g, (log_reach, standard_error) in enumerate(self.reaches()):
            n, e = self._sums(kept, g, -1)
            odds, shapes, exposures = [0.0], [1 + n], [1 / (0.7 * m) + e]
            for span, width in zip(SPANS, WIDTHS, strict=True):
                n, e = self._sums(kept, g, span)
                past_n, past_e = self._sums(kept, g, span, before=True)
                if e > 0 and past_e > 0:
                    level = self._level(kept, g, span)
                    odds.append(
                        np.log(width / 200)
                        + self._evidence(past_n, past_e)
                        + self._evidence(n, level * e)
                        - self._evidence(past_n + n, past_e + level * e)
                    )
                    shapes.append(1 + n)
                    exposures.append(1 / (0.7 * m) + e)
            likely = np.exp(np.array(odds) - max(odds))
            likely /= likely.sum()
            rates = np.array(shapes) / exposures
            mean = (likely * rates).sum()
            variance = (likely * (rates / exposures + (rates - mean) ** 2)).sum()
            shape = max(mean**2 / variance, 1)
            when = self._spans(kept, g)[likely[1:].argmax()] if likely[0] < 0.05 else None
            found.append(Posterior(shape, shape / mean, log_reach, standard_error, when and self.today - when))
        return found

    def _sums(self, kept: np.ndarray, g: int, span: int, before: bool = False) -> tuple[float, float]:
        """Followers and exposure of the days since, or before; a span of -1: of all."""
        late = (self.today - self.day <= span) | (span < 0)
        mine = (self.generator == g) & (late != before)
        return max((kept * self.n)[mine].sum(), 0), (kept * self.e)[mine].sum()

    def _spans(self, kept: np.ndarray, g: int) -> list[int]:
        return [x for x in SPANS if self._sums(kept, g, x)[1] > 0 and self._sums(kept, g, x, before=True)[1] > 0]

    def _evidence(self, n: float, e: float) -> float:
        """Of an exponential prior of the rate, up to what is common to all hypotheses."""
        prior = 1 / (0.7 * self.rate())
        return np.log(prior) + special.gammaln(n + 1) - (n + 1) * np.log(prior + e)

    def _level(self, kept: np.ndarray, g: int, span: int) -> float:
        """What the others' rates are times of what they were: random effects, held against a prior of 0 +- 0.2."""
        effects, variances = [], []
        for other in range(len(self.names)):
            n, e = self._sums(kept, other, span)
            past_n, past_e = self._sums(kept, other, span, before=True)
            if other != g and e > 0 and past_e > 0:
                due = (past_n + 1) / (past_e + 1 / self.rate()) * e
                effects.append(np.log((n + 0.5) / (due + 0.5)))
                variances.append(1 / (due + 0.5) + 1 / (past_n + 1))
        if len(effects) < 2:
            return 1.0
        x, w = np.array(effects), 1 / np.array(variances)
        spare = (w * x**2).sum() - (w * x).sum() ** 2 / w.sum() - (len(x) - 1)
        w = 1 / (1 / w + max(spare, 0) / (w.sum() - (w**2).sum() / w.sum()))
        return float(np.exp((w * x).sum() / w.sum() * 0.04 / (0.04 + 1 / w.sum())))

    def reaches(self) -> list[tuple[float, float]]:
        """Random effects on logarithms."""
        kept = self._forget(self.today - self.day)
        groups = [self.generator == g for g in range(len(self.names))]
        used = [mine for mine in groups if mine.any()]
        if not used:
            return [(0.0, 0.0)] * len(self.names)
        weight = np.array([kept[mine].sum() for mine in used])
        mean = np.array([np.average(self.log_reach[mine], weights=kept[mine]) for mine in used])
        posts = np.array([kept[mine].sum() ** 2 / (kept[mine] ** 2).sum() for mine in used])
        squares = np.array([(kept * self.log_reach**2)[mine].sum() for mine in used])
        within = max((squares - weight * mean**2).sum() + 1, 0.01) / ((weight * (1 - 1 / posts)).sum() + 1)
        error = within / posts
        odds = np.array([0.9, *[0.1 / len(REACH_VARIANCES)] * len(REACH_VARIANCES)])
        odds *= np.exp([_spread_likelihood(mean, error + variance) for variance in (0, *REACH_VARIANCES)])
        between = odds[1:] @ REACH_VARIANCES / odds.sum()
        centre = np.average(mean, weights=1 / (between + error))
        found, at = [], 0
        for mine in groups:
            trust = between / (between + error[at]) if mine.any() else 0.0
            own = mean[at] if mine.any() else centre
            at += mine.any()
            found.append((centre + trust * (own - centre) + within / 2, np.sqrt(between * (1 - trust))))
        return found

    def effects(self) -> dict[str, dict[str, tuple[np.ndarray, np.ndarray]]]:
        """By factor at work and level: logarithms of the effects on each generator, and their standard errors."""
        m, generators = self.rate(), range(len(self.names))
        weight = self._forget((self.today - self.day) / 2) / (1 + self.e * m * self.dispersion())
        levels = {}
        for factor in FACTORS:
            posts = Counter(level for post in self.known if (level := getattr(post, factor)) is not None)
            common = sorted((x for x in posts if posts[x] >= 20), key=lambda x: (-posts[x], x))[:12]
            levels[factor] = common if len(common) > 1 else []
        tables = {factor: np.zeros((len(self.known), len(levels[factor]))) for factor in FACTORS}
        for factor, table in tables.items():
            for at, level in enumerate(levels[factor]):
                table[:, at] = [getattr(post, factor) == level for post in self.known]
        written = np.array([self.generator == g for g in generators]).T.astype(float)

        n, e = weight * self.n, weight * self.e
        own = {factor: np.ones((len(self.names), len(levels[factor]))) for factor in FACTORS}
        for_all = {factor: np.ones(len(levels[factor])) for factor in FACTORS}

        def of_post(factor: str) -> np.ndarray:
            found = (tables[factor] * (own[factor] * for_all[factor])[self.generator]).sum(axis=1)
            return np.where(tables[factor].any(axis=1), found, 1)

        def step(factor: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, float | None]:
            others = np.prod([of_post(other) for other in FACTORS if other != factor], axis=0)
            rate = (np.maximum(written.T @ n, 0) + 1) / (written.T @ (e * others * of_post(factor)) + 1 / (0.7 * m))
            seen = np.maximum(written.T @ (n[:, None] * tables[factor]), 0)
            due = written.T @ ((rate[self.generator] * e * others)[:, None] * tables[factor])
            to_all = (seen.sum(axis=0) + 1) / ((due * own[factor]).sum(axis=0) + 1)
            return seen, due * to_all, to_all, _effect_variance(seen, due * to_all)

        for _ in range(10):
            moved = [0.0]
            for factor in filter(levels.get, FACTORS):
                seen, due, for_all[factor], variance = step(factor)
                found = (1 / variance + seen) / (1 / variance + due) if variance else np.ones_like(own[factor])
                has_posts = written.T @ tables[factor] > 0
                moved += list(np.abs(np.log(found / own[factor]))[has_posts])
                own[factor] = found
            if max(moved) < 0.02:
                break
        if all((own[factor] == 1).all() for factor in FACTORS):
            return {}

        for_rate, times = e * self._forget((self.today - self.day) / 2), np.prod([*map(of_post, FACTORS)], axis=0)
        mix = (written.T @ (for_rate * times) + 1 / (0.7 * m)) / (written.T @ for_rate + 1 / (0.7 * m))
        effects = {"mix": {"": (-np.log(mix), np.zeros(len(self.names)))}}
        for factor in filter(levels.get, FACTORS):
            seen, due, to_all, variance = step(factor)
            if variance is None:
                continue
            logs = np.log((1 / variance + seen) / (1 / variance + due) * to_all)
            doubt = 1 / (1 + variance * seen)  # how little a level's own posts tell
            count = np.maximum(written.T @ n, 0) + 1
            centre = 1 / np.maximum(count - (seen * (1 - doubt)).sum(axis=1), 1)
            standard_error = 1 / (1 / variance + seen) + doubt**2 * centre[:, None] - 1 / count[:, None]
            standard_errors = np.sqrt(np.maximum(standard_error, 0))
            effects[factor] = {level: (logs[:, at], standard_errors[:, at]) for at, level in enumerate(levels[factor])}
        return effects

    def contexts(self) -> list[tuple[str | None, str | None, int | None]]:
        """Topic, format and slot of those that have weights of their own."""
        effects = self.effects()
        met = Counter(
            tuple(
                level if (level := getattr(post, factor)) in effects.get(factor, {}) else None
                for factor in ("topic", "format", "daypart")
            )
            for post in self.known
        )
        common = sorted(met.items(), key=lambda item: (-item[1], [(level is None, level or "") for level in item[0]]))
        return [
            (topic, kind, slot and int(slot))
            for (topic, kind, slot), n in common
            if n >= 10 and (topic, kind, slot) != (None,) * 3
        ][:32]

    def best(
        self, by_reach: bool = True, among: Iterable[str] | None = None, context: Sequence | None = None
    ) -> Mapping[str, float]:
        """Probability to be the best of those; in a context, from fewer draws."""
        among = list(self.names if among is None else among)
        posteriors = self.posteriors()
        worths, effects, draws = [], self.effects() if context else {}, CONTEXT_DRAWS if context else DRAWS
        levels = [effects[f][str(level)] for f, level in zip(FACTORS, context or (), strict=False) if level is not None]
        levels += [effects["mix"][""]] if context else []
        for name in among:
            slot, p = self.names.index(name), posteriors[self.names.index(name)]
            rates = stats_gamma(p.shape, normals(slot % SERIES)[:draws]) / p.exposure
            log_worth = sum((logs[slot] for logs, _ in levels), p.log_reach * by_reach)
            standard_error = np.sqrt(
                sum((standard_errors[slot] ** 2 for _, standard_errors in levels), (p.standard_error * by_reach) ** 2)
            )
            worths.append(rates * np.exp(log_worth + standard_error * normals((slot + 128) % SERIES)[:draws]))
        first = np.argmax(np.array(worths), axis=0)
        return {name: float((first == at).mean()) for at, name in enumerate(among)}

    def _forget(self, age: np.ndarray) -> np.ndarray:
        return 2.0 ** (-np.asarray(age, float) / self.half_life)


def stats_gamma(shape: float, z: np.ndarray) -> np.ndarray:
    """Wilson and Hilferty."""
    return shape * np.maximum(1 - 1 / (9 * shape) + z / (3 * np.sqrt(shape)), 0) ** 3


def normals(series: int) -> np.ndarray:
    """400 strata's middles, shuffled by a hash, every fourth first."""
    strata = sorted(
        range(DRAWS), key=lambda at: ((at + at // 4) % 4, hashlib.md5(f"{series}:{at}".encode()).hexdigest())
    )
    return stats.norm.ppf((np.array(strata) + 0.5) / DRAWS)


def _effect_variance(seen: np.ndarray, due: np.ndarray) -> float | None:
    """Expected from the likelihoods of normal residuals, each generator's mean integrated out; generators x levels."""
    likely = []
    for variance in (0, *VARIANCES):
        total = 0.0
        for n, e in zip(seen, due, strict=True):
            at = e > 0
            if at.any():
                y = 2 * (np.sqrt(n[at] + 0.375) - np.sqrt(e[at] + 0.375)) / np.sqrt(e[at])
                total += _spread_likelihood(y, 1 / e[at] + variance)
        likely.append(total)
    odds = np.exp(np.array(likely) - max(likely)) * [0.5, *[0.1] * len(VARIANCES)]
    return (odds[1:] * VARIANCES).sum() / odds[1:].sum() if odds[1:].sum() * AGAINST > odds[0] else None


def _spread_likelihood(estimates: np.ndarray, variances: np.ndarray) -> float:
    """The logarithm, up to a constant, of the density of normal contrasts: the density with the mean integrated out."""
    contrasts = linalg.null_space(np.ones((1, len(estimates))))
    if not contrasts.size:
        return 0.0
    covariance = contrasts.T @ np.diag(variances) @ contrasts
    return stats.multivariate_normal(cov=covariance).logpdf(contrasts.T @ estimates)


def _is_complete(post: Post) -> bool:
    return post.is_final or post.last.at >= post.posted_at + A_WEEK


def _bucket(age: timedelta) -> int:
    return int(np.clip(np.ceil(age / timedelta(hours=6)), 1, BUCKETS))
