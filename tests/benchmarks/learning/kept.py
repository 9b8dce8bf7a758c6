"""Results that outlast the process, so that a play that was cut short goes on."""

import json
from pathlib import Path

from tests.benchmarks.learning.table import Result


class Kept:
    """Results by the key of their game; in a file, a line each, if there is one."""

    def __init__(self, path: Path | None):
        self.path = path
        lines = path.read_text().splitlines() if path and path.exists() else []
        self.results = {key: Result.from_json(saved) for key, saved in map(json.loads, lines)}

    def add(self, key: str, result: Result) -> None:
        self.results[key] = result
        if self.path:
            with self.path.open("a") as file:
                file.write(json.dumps([key, result.as_json()]) + "\n")
