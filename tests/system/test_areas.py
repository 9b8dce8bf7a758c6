"""The areas of `sql/` use only themselves and areas that `sql/areas.txt` lists before them."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from runner.deploy import sources
from runner.deploy.sources import Source

SQL = Path(__file__).resolve().parents[2] / "sql"


def areas() -> list[str]:
    lines = (SQL / "areas.txt").read_text().splitlines()
    return [line.split()[0] for line in lines if not line.startswith("#")]


def area_of(source: Source) -> str:
    folder = PurePosixPath(source.path).parent
    return folder.as_posix() if source.is_view else folder.parts[1]


def climbs(found: Iterable[Source]) -> set[str]:
    """Each use of an object of a later area, such as `core/clock uses weights/set_weights`."""
    order = areas()
    place = {source.name: (order.index(area_of(source)), f"{area_of(source)}/{source.name}") for source in found}
    return {
        f"{place[source.name][1]} uses {place[name][1]}"
        for source in found
        for name in source.mentions & place.keys()
        if place[name][0] > place[source.name][0]
    }


def test_no_object_uses_one_of_a_later_area():
    assert climbs(sources.read(SQL)) == set()


def test_a_climb_is_found():
    violation = Source("functions/core/bad.sql", "begin perform bandit.choose_generator(); end -- bandit.optimize")
    internal = Source("views/intermediate/int_bad.sql", "select bandit_internal.resolve_account(null)")
    found = [*sources.read(SQL), violation, internal]
    assert climbs(found) == {"core/bad uses choice/choose_generator"}


def test_every_area_has_objects_and_every_object_an_area():
    assert {area_of(source) for source in sources.read(SQL)} == set(areas())
