"""The steps of the demo on the sample accounts. A step that was done before does nothing."""

import csv
import importlib.util
import sys
from collections import Counter, deque
from datetime import UTC, datetime, timedelta
from itertools import chain, groupby
from types import ModuleType
from typing import Any

from runner import paths
from runner.database.replay import replay_runs
from runner.database.session import Session
from runner.importers.generators import read_generators
from runner.importers.storing import open_posts, size_of, store
from runner.terminal.output import say
from runner.terminal.progress import progress, track

POLICIES = {"demo": "thompson", "demo-blueprint": "blueprint"}  # of the accounts with the sample's posts
LIVE_ACCOUNT = "demo-live"
FIRST = datetime(2025, 3, 6, tzinfo=UTC)  # the export's first day
LAST = datetime(2025, 5, 1, tzinfo=UTC)  # the end of its last day
OVERRIDDEN = datetime(2025, 5, 1, 5, tzinfo=UTC)  # before the first post that pgbandit chooses
END = datetime(2025, 5, 22, tzinfo=UTC)
STEP = "6h"
READ_DAYS = 7  # the bot reads the metrics of a post this many times, once a day
LIVE_DAYS = timedelta(days=3)  # the last days of the export, whose posts are scraped
EXPERIMENTS = (  # name, hypothesis, arm, share
    ("flatter weights", "weaker personas deserve more posts", "variant_a", "0.25"),
    ("second chances", "the weakest third improves if it posts more", "variant_b", "0.15"),
)
SCRAPED = (LAST, LAST + timedelta(days=1), LAST + timedelta(days=61))  # after the last time no post is due any more


def play(session: Session) -> dict[str, Any]:
    """Run all steps on an account of the sample; return what each step did."""
    return {
        "created": create_account(session, policy=POLICIES[session.account]),
        "imported": import_history(session),
        "replayed": replay_history(session),
        "overridden": pin(session),
        "posted": post(session),
    }


def create_account(session: Session, policy: str, platform_user_id: str | None = None) -> bool:
    """Create the session's account and start its experiments; return false if it exists."""
    database = session.database
    if database.read("account_overview", account=session.account):
        return False
    database.call_for_all("create_account", p_handle=session.account, p_platform_user_id=platform_user_id, p_now=FIRST)
    database.call("set_setting", p_key="policy", p_value=policy)
    for name, hypothesis, arm, share in EXPERIMENTS:
        database.call(
            "start_experiment",
            p_experiment=name,
            p_hypothesis=hypothesis,
            p_arm=arm,
            p_share=share,
            p_duration="90 days",
            p_now=FIRST,
        )
    return True


def import_history(session: Session) -> dict[str, int]:
    """Import the export; return the numbers of rows inserted, updated and so on."""
    database = session.database
    mapping = read_generators(_samples() / "generators.csv")
    files = open_posts(sorted(_samples().glob("tweet_activity_metrics_*.csv")), mapping)
    with progress("Importing", size_of(files)) as bar:
        return store(
            lambda rows: database.call("import_posts", p_rows=rows),
            files,
            bar.advance,
            lambda line: say(line, err=True),
        )


def replay_history(session: Session) -> dict[str, int]:
    """Run the optimisation through the time of the export; return the numbers of runs."""
    return replay_runs(session.database, FIRST, LAST, STEP, track=track(f"Replaying {session.account}"))


def pin(session: Session) -> bool:
    """Pin a generator, as an operator does by hand; return false if that was done before."""
    if session.database.read("recent_events", account=session.account, kind="override"):
        return False
    session.database.call(
        "override_generator",
        p_generator="humanVoice",
        p_action="pin",
        p_weight="0.08",
        p_reason="promised to a sponsor",
        p_now=OVERRIDDEN,
    )
    return True


def post(session: Session) -> int:
    """Post day by day until END, as a bot does; return the number of posts."""
    account_id = session.database.call_for_all("account_id", p_handle=session.account)[0]["account_id"]
    known = {post["tweet_id"] for post in session.database.read("post_metrics", account_id=account_id)}
    with (_samples() / "potential_outcomes.csv").open(encoding="utf-8", newline="") as stream:
        posts = [post for post in csv.DictReader(stream) if post["post_id"] not in known]
    readings: deque[list[dict[str, Any]]] = deque(maxlen=READ_DAYS)
    with progress(f"Posting {session.account}", len(posts)) as bar:
        for day, of_the_day in groupby(posts, key=lambda post: datetime.fromisoformat(post["posted_at"]).date()):
            midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
            readings.append([_choose_and_post(session, post) for post in of_the_day])
            rows = list(chain.from_iterable(readings))
            session.database.call("record_outcomes", p_rows=rows, p_source="demo", p_collected_at=midnight)
            replay_runs(session.database, LAST, midnight, STEP)
            bar.advance(len(readings[-1]))
    return len(posts)


def scrape(session: Session) -> dict[str, int]:
    """Scrape the last posts of the export, in another account, from a local server that answers like X."""
    from runner.bot.scraping import Round
    from runner.platforms import open_platform
    from runner.platforms.credentials import Credentials

    x_server = _load(_samples() / "x_server.py")
    x = x_server.sample_x()
    live = Session(session.dsn, LIVE_ACCOUNT)
    if create_account(live, "thompson", x_server.USER_ID):
        for posted in x.posts.values():
            if posted.created_at > LAST - LIVE_DAYS:
                _choose_and_mark(live, posted.id, posted.created_at, now=posted.created_at)
    with x_server.XServer(x) as server:
        values = {"base_url": server.url, "user_token": x.new_user_token(x_server.USER_ID)}
        platform = open_platform("x", x_server.USER_ID, Credentials("x", values))
        counts: Counter[str] = Counter()
        for now in SCRAPED:
            scraped = Round(live.database, platform, "demo", now)
            scraped.run(None, lambda _posts: None, lambda: False)
            counts.update(scraped.counts)
    return dict(counts)


def _choose_and_post(session: Session, post: dict[str, str]) -> dict[str, Any]:
    """Make one choice and its post; return the metrics that the platform will report."""
    generator = _choose_and_mark(session, post["post_id"], post["posted_at"], float(post["u"]))
    return {"tweet_id": post["post_id"], "impressions": post["impressions"], "followers_gained": post[generator]}


def _choose_and_mark(
    session: Session, post_id: str, at: datetime | str, u: float | None = None, now: datetime | None = None
) -> str:
    """Return the generator chosen for a post, and mark it as posted. It is scraped if it is young enough at `now`."""
    [decision] = session.database.call("choose_generator", p_u=u, p_now=at)
    session.database.call(
        "mark_posted", p_decision_id=decision["decision_id"], p_tweet_id=post_id, p_posted_at=at, p_now=now
    )
    return decision["generator_name"]


def _samples() -> Any:
    return paths.resources() / "samples"


def _load(file: Any) -> ModuleType:
    """Import a module of the samples, which are not a package."""
    spec = importlib.util.spec_from_file_location(file.stem, file)
    module = sys.modules[file.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
