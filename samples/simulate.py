"""Makes the samples: `python samples/simulate.py [FOLDER]`. The same files, byte for byte, at every run.

Only `random()` is used of the random generator: Python promises its sequence, and not that of the other methods.
"""

import csv
import math
import re
import sys
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, product
from pathlib import Path
from random import Random

from personas import PERSONAS, SLOTS

SEED = 22
ACCOUNT = "DormouseDozes"
START = datetime(2025, 3, 6, tzinfo=UTC)
DAYS = 56
POSTS_A_DAY = (8, 8, 9, 9, 10, 12)
MONTHS = (("20250301", "20250401"), ("20250401", "20250501"))

# By hand, the bot's operator favours the news in the last fortnight, and adds the philosopher ten days before the end.
NEWS_FAVOURED = (datetime(2025, 4, 17, tzinfo=UTC), 0.22)
PHILOSOPHER_ADDED = datetime(2025, 4, 21, tzinfo=UTC)

# Three weeks more, in which pgbandit chooses: what every generator's post would have come to.
LIVE_SEED = 23
LIVE_START = START + timedelta(days=DAYS)
LIVE_DAYS = 21

MEDIAN_IMPRESSIONS = 750
SPREAD = 0.5  # standard deviation of the impressions' logarithm
LUCK = 0.01  # share of the posts that many more people see
RATES = {  # per impression
    "retweets": 0.003,
    "replies": 0.0015,
    "likes": 0.018,
    "user profile clicks": 0.004,
    "hashtag clicks": 0.0004,
    "detail expands": 0.012,
    "permalink clicks": 0.0008,
}

DECIMALS = (
    "retweets", "replies", "likes", "user profile clicks", "url clicks", "hashtag clicks", "detail expands",
    "permalink clicks",
)  # fmt: skip
WHOLE = ("app opens", "app installs", "follows", "email tweet", "dial phone", "media views", "media engagements")
MEASURES = ("impressions", "engagements", "engagement rate", *DECIMALS, *WHOLE)
HEADER = ("Tweet id", "Tweet permalink", "Tweet text", "time", *MEASURES, *(f"promoted {name}" for name in MEASURES))


@dataclass(frozen=True)
class Post:
    """One post and what it came to; `counts` holds the parts of its engagements that are not zero."""

    id: int
    posted_at: datetime
    generator: str
    text: str
    impressions: int
    counts: dict[str, int]


def simulate() -> list[Post]:
    """All posts, in the order of their times."""
    random = Random(SEED)
    texts = {name: _texts(random, persona.templates) for name, persona in PERSONAS.items()}
    return [_post(random, at, texts) for at in _times(random, START, DAYS)]


def exports(posts: Sequence[Post]) -> Iterator[tuple[str, list[Post]]]:
    """The files: name and posts. March's last post is in both; when March was exported, it was not yet fully seen."""
    march = [post for post in posts if post.posted_at.month == 3]
    april = [post for post in posts if post.posted_at.month == 4]
    for (start, end), month in zip(MONTHS, ([*march[:-1], _early(march[-1])], [march[-1], *april]), strict=True):
        yield f"tweet_activity_metrics_{ACCOUNT}_{start}_{end}_en.csv", month


def write(folder: Path) -> None:
    """Write the exports, newest post first as the platform does, the mapping, and what is to come."""
    posts = simulate()
    for index, (name, month) in enumerate(exports(posts)):
        byte_order_mark = index > 0  # exports of some years start with one
        rows = [HEADER, *(_row(post) for post in reversed(month))]
        _write_csv(folder / name, rows, csv.QUOTE_ALL, "utf-8-sig" if byte_order_mark else "utf-8")
    mapping = [("post_id", "generator_name"), *((post.id, post.generator) for post in posts)]
    _write_csv(folder / "generators.csv", mapping, csv.QUOTE_MINIMAL, "utf-8")
    potential = [("post_id", "posted_at", "u", "impressions", *PERSONAS), *_potential_outcomes(Random(LIVE_SEED))]
    _write_csv(folder / "potential_outcomes.csv", potential, csv.QUOTE_MINIMAL, "utf-8")


def _potential_outcomes(random: Random) -> Iterator[tuple[object, ...]]:
    """The posts to come: id, time, draw, impressions, and the followers of each generator if it were chosen."""
    for at in _times(random, LIVE_START, LIVE_DAYS):
        impressions = _impressions(random)
        followers = [_poisson(random, persona.followers * impressions / 1000) for persona in PERSONAS.values()]
        yield _snowflake(random, at), at.isoformat(), random.random(), impressions, *followers


def _times(random: Random, start: datetime, days: int) -> Iterator[datetime]:
    """8 to 12 moments a day, between 6 and 22 o'clock."""
    for day in range(days):
        seconds = sorted(6 * 3600 + random.random() * 16 * 3600 for _ in range(_pick(random, POSTS_A_DAY)))
        yield from (start + timedelta(days=day, milliseconds=int(second * 1000)) for second in seconds)


def _post(random: Random, at: datetime, texts: dict[str, Iterator[str]]) -> Post:
    generator = _choose(random, at)
    impressions = _impressions(random)
    counts = {name: _poisson(random, rate * impressions) for name, rate in RATES.items()}
    counts["follows"] = _poisson(random, PERSONAS[generator].followers * impressions / 1000)
    counts["user profile clicks"] += counts["follows"]
    return Post(_snowflake(random, at), at, generator, next(texts[generator]), impressions, counts)


def _impressions(random: Random) -> int:
    luck = 10 if random.random() < LUCK else 1
    return round(MEDIAN_IMPRESSIONS * luck * math.exp(SPREAD * _normal(random)))


def _choose(random: Random, at: datetime) -> str:
    since, favoured = NEWS_FAVOURED
    weights = {name: persona.weight for name, persona in PERSONAS.items()}
    if at >= since:
        weights["newsReporter"] = favoured
    if at < PHILOSOPHER_ADDED:
        del weights["philosopher"]
    bounds = list(accumulate(weights.values()))
    return list(weights)[bisect(bounds, random.random() * bounds[-1])]


def _texts(random: Random, templates: Sequence[str]) -> Iterator[str]:
    """Texts that never repeat, of each template in turn."""
    filled = [_shuffled(random, list(_fillings(template))) for template in templates]
    while any(filled):
        for texts in _shuffled(random, [texts for texts in filled if texts]):
            yield texts.pop()


def _fillings(template: str) -> Iterator[str]:
    slots = sorted(set(re.findall(r"{(\w+)}", template)))
    for values in product(*(SLOTS[slot.lower()] for slot in slots)):
        yield template.format_map(
            {
                slot: value if slot.islower() else value[0].upper() + value[1:]
                for slot, value in zip(slots, values, strict=True)
            }
        )


def _early(post: Post) -> Post:
    counts = {name: count * 3 // 5 for name, count in post.counts.items()}
    return replace(post, impressions=post.impressions * 3 // 5, counts=counts)


def _row(post: Post) -> list[str]:
    engagements = sum(post.counts.values())
    return [
        str(post.id),
        f"https://twitter.com/{ACCOUNT}/status/{post.id}",
        post.text,
        f"{post.posted_at:%Y-%m-%d %H:%M +0000}",
        f"{post.impressions}.0",
        f"{engagements}.0",
        str(round(engagements / post.impressions, 6)),
        *(f"{post.counts.get(name, 0)}.0" for name in DECIMALS),
        *(str(post.counts.get(name, 0)) for name in WHOLE),
        *("-" for _ in MEASURES),
    ]


def _write_csv(path: Path, rows: Sequence[Sequence[object]], quoting: int, encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, quoting=quoting, lineterminator="\n").writerows(rows)


def _snowflake(random: Random, at: datetime) -> int:
    milliseconds = (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    return (milliseconds - 1_288_834_974_657) << 22 | int(random.random() * 2**22)


def _pick(random: Random, values: Sequence[int]) -> int:
    return values[int(random.random() * len(values))]


def _shuffled(random: Random, values: list) -> list:
    return [value for _, _, value in sorted((random.random(), index, value) for index, value in enumerate(values))]


def _normal(random: Random) -> float:
    return math.sqrt(-2 * math.log(1 - random.random())) * math.cos(2 * math.pi * random.random())


def _poisson(random: Random, mean: float) -> int:
    count, left = 0, random.random()
    while left > math.exp(-mean):
        count, left = count + 1, left * random.random()
    return count


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
