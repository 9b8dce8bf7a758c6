"""JSON that Python reads and PostgreSQL cannot store: it is found before it is sent, with the reason."""

import json
import math
import re
from collections.abc import Iterator
from typing import Any

DEEPEST = 100  # levels of arrays and objects
MOST_DIGITS = 1000  # of a whole number
TOO_DEEP = f"nested more than {DEEPEST} levels deep"
_SURROGATE = re.compile("[\ud800-\udfff]")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[][{},]', re.DOTALL)

Refused = dict[str, str]


class Malformed(ValueError):
    """The text is not JSON."""


class Unstorable(str):
    """The text of a JSON value that PostgreSQL cannot store."""

    def __new__(cls, text: str, problem: str) -> "Unstorable":
        value = super().__new__(cls, text)
        value.problem = problem
        return value


def parse(text: str) -> Any:
    """Return the value. A number that PostgreSQL cannot store becomes Unstorable, as does a text nested too deeply."""
    try:
        return json.loads(text, parse_constant=_constant, parse_float=_fraction, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise Malformed(f"not JSON: {error}") from None
    except RecursionError:
        return Unstorable(text, TOO_DEEP)


def parse_rows(text: str) -> list[Any]:
    """Return the elements of an array, or the one value. One that PostgreSQL cannot store becomes Unstorable."""
    value = parse(text)
    is_array = text.lstrip().startswith("[")
    rows = value if isinstance(value, list) else [value]
    if not any(map(find_problem, rows)):
        return rows
    return [_row(part) for part in (_elements(text) if is_array else [text])]


def separate(rows: list[Any]) -> tuple[list[Any], list[Refused]]:
    """Return the rows that PostgreSQL can store, and text and reason of each of the others."""
    problems = [find_problem(row) for row in rows]
    sound = [row for row, problem in zip(rows, problems, strict=True) if not problem]
    refused = [
        {"text": row if isinstance(row, str) else json.dumps(row), "reason": problem}
        for row, problem in zip(rows, problems, strict=True)
        if problem
    ]
    return sound, refused


def find_problem(value: Any) -> str | None:
    """Return why PostgreSQL cannot store the value, or None if it can."""
    left = [(value, 0)]
    while left:
        item, depth = left.pop()
        if depth > DEEPEST:
            return TOO_DEEP
        match item:
            case Unstorable():
                return item.problem
            case str() if problem := _problem_of_text(item):
                return problem
            case float() if not math.isfinite(item):
                return f"{item} is not a JSON number"
            case list():
                left += [(each, depth + 1) for each in item]
            case dict():
                left += [(each, depth + 1) for pair in item.items() for each in pair]
    return None


def _row(text: str) -> Any:
    value = parse(text)
    problem = find_problem(value)
    return Unstorable(text.strip(), problem) if problem else value


def _elements(text: str) -> Iterator[str]:
    """Yield the text of each element of an array, without recursion."""
    depth, start = 0, 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "[{":
            depth += 1
            start = token.end() if depth == 1 else start
        elif mark in "]}":
            depth -= 1
        if (mark == "," and depth == 1) or depth == 0:
            yield text[start : token.start()]
            start = token.end()
        if depth == 0:
            return


def _problem_of_text(text: str) -> str | None:
    if "\0" in text:
        return "unsupported Unicode escape sequence: \\u0000"
    if half := _SURROGATE.search(text):
        return f"unsupported Unicode escape sequence: \\u{ord(half[0]):04x} is half of a character"
    return None


def _constant(text: str) -> Unstorable:
    return Unstorable(text, f"{text} is not a JSON number")


def _fraction(text: str) -> float | Unstorable:
    value = float(text)
    return value if math.isfinite(value) else Unstorable(text, f"{text:.40} is out of range")


def _whole(text: str) -> int | Unstorable:
    return int(text) if len(text) <= MOST_DIGITS else Unstorable(text, f"a number of {len(text.lstrip('-'))} digits")
