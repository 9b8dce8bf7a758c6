"""The platforms: what each can tell of posts and followers. A platform's module is imported when it is needed."""

from importlib import import_module

from runner.platforms.credentials import Credentials
from runner.platforms.protocol import Platform

MODULES = {"x": "runner.platforms.x", "bluesky": "runner.platforms.bluesky", "mastodon": "runner.platforms.mastodon"}


def open_platform(name: str, user_id: str | None, credentials: Credentials) -> Platform:
    """The platform of this name, for the account that has this id on it (null: whose credentials these are)."""
    return import_module(MODULES[name]).open_platform(user_id, credentials)
