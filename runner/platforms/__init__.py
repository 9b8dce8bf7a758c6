"""The platforms, each with what it reports about posts and followers. A platform's module is imported at first use."""

from importlib import import_module

from runner.platforms.credentials import Credentials
from runner.platforms.protocol import Platform

MODULES = {"x": "runner.platforms.x", "bluesky": "runner.platforms.bluesky", "mastodon": "runner.platforms.mastodon"}


def open_platform(name: str, user_id: str | None, credentials: Credentials) -> Platform:
    """Return the platform of this name. `user_id` is the account's id there; None: the owner of the credentials."""
    return import_module(MODULES[name]).open_platform(user_id, credentials)
