"""Lists of generators: names separated by commas, or a CSV or JSON file of names, weights and notes."""

from pathlib import Path
from typing import Any

from runner.database import documents
from runner.errors import UserError
from runner.importers.tables import Table, loose

_KEYS = {"generatorname": "name", "generator": "name", "name": "name", "weight": "weight", "notes": "notes"}
_FILES = (".csv", ".json")

Personas = list[Any]


def read_personas(text: str) -> Personas:
    """Return the generators as `bandit.create_account` takes them. An existing file, or *.csv or *.json, is read."""
    path = Path(text)
    if not (path.suffix.lower() in _FILES or path.is_file()):
        return [name.strip() for name in text.split(",")]
    if path.suffix.lower() == ".json":
        return _of_json(path)
    return _of_csv(path)


def _of_json(path: Path) -> Personas:
    """Return the entries of an array of names or objects, or of one object of weights by name."""
    try:
        found = documents.parse(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}") from error
    except ValueError as error:
        raise UserError(f"{path} is not JSON: {error}") from error
    if isinstance(found, dict):
        return [{"name": name, "weight": weight} for name, weight in found.items()]
    if not isinstance(found, list):
        raise UserError(f"{path} is no list of generators", 'write it as ["alpha", {"name": "beta", "weight": 0.3}]')
    return [_with_known_keys(entry) if isinstance(entry, dict) else entry for entry in found]


def _of_csv(path: Path) -> Personas:
    table = Table(path)
    columns = table.locate(lambda name: _KEYS.get(loose(name), loose(name)), {"name": "the generator's name (name)"})
    entries = []
    for row, fields in table.records():
        if misfit := table.misfit(fields):
            raise UserError(f"{path}, row {row}: {misfit}")
        entries.append({key: fields[index].strip() for key, index in columns.items() if fields[index].strip()})
    return entries


def _with_known_keys(entry: dict[str, Any]) -> dict[str, Any]:
    return {_KEYS.get(loose(key), key): value for key, value in entry.items() if value is not None}
