"""Times that people type."""

from datetime import UTC, datetime

import click


def read_time(_context: click.Context, _parameter: click.Parameter, text: str | None) -> datetime | None:
    """A time from an option's text, in UTC, and read as UTC where it names no offset; a click callback."""
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise click.BadParameter(f"{text} is not a time such as 2018-12-31 or 2018-12-31T18:00Z") from error
