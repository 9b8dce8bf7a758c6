"""The ranges that users install, in pyproject.toml, hold the versions that the tests use, in constraints.txt."""

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = [requirement for extra in PROJECT["optional-dependencies"].values() for requirement in extra]
PINS = {
    canonicalize_name(pin.name): str(pin.specifier).removeprefix("==")
    for line in (ROOT / "constraints.txt").read_text().splitlines()
    if not line.startswith("#") and (pin := Requirement(line))
}


@pytest.mark.parametrize("requirement", [Requirement(each) for each in [*PROJECT["dependencies"], *EXTRAS]], ids=str)
def test_every_range_has_both_ends_and_holds_the_version_that_is_tested(requirement):
    assert {specifier.operator for specifier in requirement.specifier} == {">=", "<"}
    assert PINS[canonicalize_name(requirement.name)] in requirement.specifier
