"""Numbers as exports write them."""

import re

NOT_MEASURED = frozenset({"", "-", "NA"})
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)


def plain(text: str) -> str | None:
    """The number without commas between thousands; None if not measured. What is no number stays as it is."""
    text = text.strip()
    if text in NOT_MEASURED:
        return None
    if "," in text and _THOUSANDS.fullmatch(text):
        return text.replace(",", "")
    return text
