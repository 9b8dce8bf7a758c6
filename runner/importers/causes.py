"""Why a file is not the export that was expected, and what to do about it."""

from collections.abc import Collection, Sequence

from runner.importers.dates import read
from runner.importers.post_ids import is_long, is_post_id, linked_id

COMMAS = "the file must be CSV, with commas between its columns"
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
POST_IDS = {"tweetid", "postid"}
DAYS = {"date", "day", "month"}
GAINS = {"unfollows", "followers", "newfollowers"}
GENERATORS = {"generator", "generatorname"}
BEGINNINGS = {
    "PK\x03\x04": ("is a spreadsheet or an archive, not CSV", "save it as CSV in UTF-8"),
    "<": ("is a web page, not CSV", "export it again"),
    "{": ("is JSON, not CSV", COMMAS),
    "[": ("is JSON, not CSV", COMMAS),
    "window.": ("is from the archive of an account, not CSV", "use an analytics export"),
}


def of_beginning(text: str) -> tuple[str, str] | None:
    """Return cause and hint if the beginning of the file shows that it is not CSV."""
    found = (cause for beginning, cause in BEGINNINGS.items() if text.lstrip("\ufeff \r\n").startswith(beginning))
    return next(found, None)


def of_missing_column(
    kind: str, header: Sequence[str], names: Collection[str], first: Sequence[str], known: int
) -> tuple[str | None, str]:
    """Return the cause, if it shows, and a hint for a file in which a column is missing.

    `kind` is what the file should be: posts, followers or generators. `names` are the loose names of its header,
    `first` is its first record, and `known` is the number of recognised columns.
    """
    names = set(names)
    if separator := next((name for mark, name in SEPARATORS.items() if len(header) == 1 and mark in header[0]), None):
        return f"its columns are separated by {separator}", COMMAS
    if "tweetspublished" in names:
        return "it is the daily export, with the sums of each day", "export by Tweet, or export an account overview"
    if kind == "posts" and POST_IDS & names and GENERATORS & names:
        return "it is a list of generators", "pass it with --generators, beside an export"
    if kind == "followers" and POST_IDS & names:
        return "it is an export of posts", "run pgbandit import posts"
    if kind == "posts" and DAYS & names and GAINS & names:
        return "it is an export of followers", "run pgbandit import followers"
    if not all(map(str.isascii, names)) or (2 * known < len(header) and any(map(_is_of_an_export, first))):
        return "its header is not in English", "set the platform's display language to English and export it again"
    return None, "the header must name it, in English" if len(header) > 1 else COMMAS


def _is_of_an_export(cell: str) -> bool:
    """Return whether only an export has such a cell: a link to a post, its id, or a day."""
    cell = cell.strip()
    try:
        return bool(linked_id(cell)) or (is_post_id(cell) and is_long(cell)) or bool(read(cell))
    except ValueError:
        return False
