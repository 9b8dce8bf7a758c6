"""Numbers in the formats of exports."""

import math
import re

NOT_MEASURED = frozenset({"", "-", "NA"})
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)


def size(text: str) -> float:
    """Return the number in the text, to compare files by; 0 if it is none."""
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


def plain(text: str) -> str | None:
    """Return the number without thousands separators, or None if not measured. Other text is returned unchanged."""
    text = text.strip()
    if text in NOT_MEASURED:
        return None
    if "," in text and _THOUSANDS.fullmatch(text):
        return text.replace(",", "")
    return text
