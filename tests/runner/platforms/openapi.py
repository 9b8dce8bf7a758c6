"""X's own description of its answers: what it does not allow is a mistake of the tests' X."""

import functools
import json
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

SPECS = Path(__file__).resolve().parents[4] / "shared" / "specs"
FILES = {"tweet": "x-api-v2-openapi-2.159.json", "post": "x-api-v2-openapi-2.167.json"}
PARTLY_DESCRIBED = {"non_public_metrics", "organic_metrics"}  # the clicks in them stand in X's manual alone


@functools.cache
def document(version: str) -> dict:
    return json.loads((SPECS / FILES[version]).read_text())


def is_at_hand(version: str) -> bool:
    return (SPECS / FILES[version]).exists()


def operation(version: str, path: str) -> dict:
    """The description of a GET request's path."""
    paths = document(version)["paths"]
    known = path if path in paths else f"/2/users/{{id}}{'/tweets' if path.endswith('/tweets') else ''}"
    return paths[known]["get"]


def mistakes(version: str, path: str, status: int, content_type: str, body: Any) -> list[str]:
    """What the description does not allow in an answer, and what it does not know."""
    responses = operation(version, path)["responses"]
    content = responses.get(str(status), responses["default"])["content"]
    schema = content[content_type]["schema"]
    registry = Registry().with_resource("urn:x", Resource(document(version), DRAFT4))
    absolute = {"$ref": f"urn:x{schema['$ref']}"}
    found = [error.message[:200] for error in Draft4Validator(absolute, registry=registry).iter_errors(body)]
    return found + list(unknown_keys(version, schema, body, ""))


def unknown_keys(version: str, schema: dict, value: Any, at: str):
    """Keys that no description names: objects may hold more than is described, so a slip would else pass."""
    schema = resolved(version, schema)
    if isinstance(value, list):
        for item in value:
            yield from unknown_keys(version, schema.get("items", {}), item, at)
    if isinstance(value, dict) and (properties := known_properties(version, schema)):
        for key, item in value.items():
            if key in PARTLY_DESCRIBED:
                continue
            if key in properties:
                yield from unknown_keys(version, properties[key], item, f"{at}.{key}")
            else:
                yield f"{at}.{key} is not described"


def known_properties(version: str, schema: dict) -> dict:
    """The properties of a schema, of its parts and of its alternatives; a discriminator's are those of each kind."""
    schema = resolved(version, schema)
    properties = dict(schema.get("properties", {}))
    parts = [*schema.get("allOf", []), *schema.get("oneOf", []), *schema.get("anyOf", [])]
    if parts or not schema.get("discriminator"):
        for part in parts:
            properties |= known_properties(version, part)
        return properties
    for reference in schema["discriminator"]["mapping"].values():
        kind = resolved(version, {"$ref": reference})
        for part in [kind, *(part for part in kind.get("allOf", []) if "$ref" not in part)]:
            properties |= part.get("properties", {})
    return properties


def resolved(version: str, schema: dict) -> dict:
    while "$ref" in schema:
        schema = functools.reduce(lambda value, key: value[key], schema["$ref"].split("/")[1:], document(version))
    return schema
