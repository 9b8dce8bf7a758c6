"""Runs of the optimisation at past times."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from runner.database.calls import Database, Row


def replay_runs(
    database: Database,
    first: datetime,
    last: datetime,
    every: str,
    lookback: str | None = None,
    track: Callable[[Sequence[Row]], Iterable[Row]] = iter,
) -> dict[str, int]:
    """Run every pending time from `first` to `last`; return the number of runs, and of each status.

    `track` passes the times on and may show the progress.
    """
    times = database.call("pending_run_times", p_from=first, p_to=last, p_every=every)
    counts: Counter[str] = Counter(runs=0, success=0, skipped=0)
    for time in track(times):
        [run] = database.call("optimize", p_now=time["run_at"], p_lookback=lookback)
        counts.update(("runs", run["status"]))
    return dict(counts)
