"""Validates JSON Lines against the published schema, which is made strict first: no field may be undocumented.

usage: validate.py SCHEMA < LINES, each {"command": ..., "line": ...}

Prints the names of documents that no line has; errors end it with exit code 1.
"""

import json
import sys

import jsonschema


def strict(schema):
    if isinstance(schema, dict):
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
        for value in schema.values():
            strict(value)
    elif isinstance(schema, list):
        for value in schema:
            strict(value)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    documents = {}
    for name, document in schema["$defs"].items():
        strict(document)
        commands = {" ".join(word for word in command.split() if not word.isupper()) for command in document["x-commands"]}
        validator = jsonschema.Draft202012Validator(document)
        documents[name] = (document["properties"]["type"]["const"], commands, validator)
    unseen = set(documents)
    failed = False
    for text in sys.stdin:
        line = json.loads(text)
        fitting = [
            (name, validator)
            for name, (kind, commands, validator) in documents.items()
            if kind == line["line"].get("type") and line["command"] in commands
        ]
        valid = [name for name, validator in fitting if validator.is_valid(line["line"])]
        unseen -= set(valid)
        if not valid:
            failed = True
            print(line["command"], json.dumps(line["line"]))
            for name, validator in fitting:
                for error in validator.iter_errors(line["line"]):
                    print("   ", name, "/".join(map(str, error.path)), error.message[:300])
    if failed:
        sys.exit(1)
    print("\n".join(sorted(unseen)), end="\n" if unseen else "")


main()
