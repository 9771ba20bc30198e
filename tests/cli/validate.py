#!/usr/bin/env python3
"""Checks answers files against a JSON Schema, as an editor does: validate.py SCHEMA FILE...

Prints a line for each mistake. YAML is read by the rules of YAML 1.2 (yes is a text); !unknown and !none are nothing, !suggested is the value
behind it. Exit status: 0 all fit, 1 some do not, 2 it could not run.
"""
import json
import re
import sys

import jsonschema
import yaml


class Loader(yaml.BaseLoader):
    """Texts only, until the rules of YAML 1.2 are added below."""


PLAIN = {
    "null": (re.compile(r"^(~|null|Null|NULL|)$"), lambda text: None),
    "bool": (re.compile(r"^(true|True|TRUE|false|False|FALSE)$"), lambda text: text.lower() == "true"),
    "int": (re.compile(r"^[-+]?[0-9]+$"), int),
    "float": (re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"), float),
}


def plain(loader, node):
    if node.style is None:
        for pattern, convert in PLAIN.values():
            if pattern.match(node.value):
                return convert(node.value)
    return node.value


def mapping(loader, node):
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


def suggested(loader, node):
    if isinstance(node, yaml.MappingNode):
        return mapping(loader, node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return plain(loader, node)


Loader.add_constructor("tag:yaml.org,2002:str", plain)
Loader.add_constructor("tag:yaml.org,2002:map", mapping)
Loader.add_constructor("!unknown", lambda loader, node: None)
Loader.add_constructor("!none", lambda loader, node: None)
Loader.add_constructor("!suggested", suggested)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema)
    wrong = 0
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            answers = yaml.load(file, Loader)
        for error in checker.iter_errors(answers):
            wrong = 1
            print(f"{path}: {'.'.join(str(part) for part in error.absolute_path)}: {error.message[:200]}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
