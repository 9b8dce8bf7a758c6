"""JSON objects that people type."""

import json
from typing import Any

import click


def read_object(_context: click.Context, _parameter: click.Parameter, text: str | None) -> dict[str, Any] | None:
    """A JSON object from an option's text; a click callback."""
    if text is None:
        return None
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise click.BadParameter(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise click.BadParameter("not a JSON object")
    return value
