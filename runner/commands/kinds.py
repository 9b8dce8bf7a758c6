"""The kinds of events, to name them when another one is given."""

from runner.errors import UserError

KINDS = (
    "account_created",
    "account_renamed",
    "alert",
    "alert_closed",
    "anomaly",
    "approval",
    "attribution_failed",
    "change_point",
    "detection_failed",
    "experiment",
    "failing",
    "failing_ended",
    "followers_corrected",
    "followers_lost",
    "generator_added",
    "generator_removed",
    "generator_renamed",
    "health_failed",
    "override",
    "post_deleted",
    "rejected_released",
    "review",
    "run_failed",
    "scrape_schedule",
    "setting",
    "shadow_failed",
    "tuning",
    "tuning_failed",
    "tuning_withdrawn",
    "undo",
    "viral",
    "viral_ended",
)


def unknown_kind(kind: str, *more: str) -> UserError:
    """Return the error for a kind that no event has. `more` names kinds besides KINDS."""
    return UserError(f"there is no kind of event '{kind}'", f"kinds: {', '.join(sorted((*KINDS, *more)))}")
