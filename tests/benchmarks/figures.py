"""Figures that can be compared: things done in turns in one run, so that whatever else the machine does hits all."""

import statistics
import time
from collections.abc import Callable


def in_turns(rounds: int, *actions: Callable[[], float]) -> list[float]:
    """The median of what each action returns, over the rounds."""
    results = [[action() for action in actions] for _ in range(rounds)]
    return [statistics.median(figures) for figures in zip(*results, strict=True)]


def seconds(action: Callable[[], object]) -> float:
    """How long the action takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def at_least(target: float, ratio: float, what: str, figures: str) -> None:
    """Print the figures with their ratio, and fail below the target."""
    _judge(ratio >= target, f"at least {target}", ratio, what, figures)


def at_most(target: float, ratio: float, what: str, figures: str) -> None:
    """Print the figures with their ratio, and fail above the target."""
    _judge(ratio <= target, f"at most {target}", ratio, what, figures)


def for_information(what: str, figures: str) -> None:
    """Print figures that have no target."""
    print(f"\n  {what:<52} {figures:<40}", end="")


def _judge(is_met: bool, target: str, ratio: float, what: str, figures: str) -> None:
    for_information(what, f"{figures:<40} ratio {ratio:5.2f}, {target}: {'met' if is_met else 'NOT MET'}")
    assert is_met, f"{what}: {figures}, ratio {ratio:.2f}, should be {target}"
