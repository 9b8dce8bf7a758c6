"""Links to posts, and the ids that they stand for."""

import re

from runner.errors import UserError

_SCHEME, _REST = r"(?:https?://)?(?:www\.|mobile\.|m\.)?", r"(?:[/?#].*)?"
_PATTERNS = {
    "x": rf"{_SCHEME}(?:x|twitter)\.com/(?:i/web|[^/]+)/status(?:es)?/(?P<id>[0-9]{{1,19}}){_REST}",
    "bluesky": rf"{_SCHEME}bsky\.app/profile/(?P<author>[^/]+)/post/(?P<id>[A-Za-z0-9._:~-]+){_REST}",
    "mastodon": (
        rf"{_SCHEME}[^/]+/(?:web/)?(?:@[^/@]+(?:/posts)?|(?:ap/)?users/[^/]+/statuses|statuses|notice)"
        rf"/(?P<id>[A-Za-z0-9]+){_REST}"
    ),
}
_AT = "at://"
_EXAMPLES = {
    "x": "https://x.com/NAME/status/ID",
    "bluesky": "https://bsky.app/profile/NAME/post/KEY",
    "mastodon": "https://SERVER/@NAME/ID",
}


class WrongLinkError(UserError):
    """A link that is not one to a post of the account's platform."""


def is_link(text: str) -> bool:
    """Return whether the text is a link or a Bluesky address rather than an id of X or Mastodon."""
    return "/" in text


def require_post(text: str) -> None:
    """Raise WrongLinkError if the text is a link, and not one to a post on any platform."""
    if is_link(text) and not text.startswith(_AT) and not any(re.fullmatch(each, text) for each in _PATTERNS.values()):
        raise WrongLinkError(f"not a link to a post: {text:.200}", f"pass the id, or a link such as {_EXAMPLES['x']}")


def post_id(text: str, platform: str) -> str:
    """Return the id of the post: the text itself, or the id in a link to a post on the platform."""
    text = text.strip()
    if not is_link(text) or (platform == "bluesky" and text.startswith(_AT)):
        return text
    found = re.fullmatch(_PATTERNS[platform], text)
    if not found:
        hint = f"pass the id, or a link such as {_EXAMPLES[platform]}"
        raise WrongLinkError(f"not a link to a post on {platform}: {text:.200}", hint)
    return f"{_AT}{found['author']}/app.bsky.feed.post/{found['id']}" if platform == "bluesky" else found["id"]
