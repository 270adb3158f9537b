"""Names say what a thing is in the trade; a name that fits anything says nothing."""

import ast

from tests.architecture.building import name_of, product_modules

EMPTY = frozenset(
    {"utils", "util", "helpers", "helper", "common", "misc", "manager", "service", "services", "data", "info"}
)


def test_no_module_has_an_empty_name() -> None:
    empty = [name_of(path) for path, _tree in product_modules() if {path.stem, path.parent.name} & EMPTY]
    assert not empty


def test_views_are_functions() -> None:
    classes = [
        f"{name_of(path)}: {node.name}"
        for path, tree in product_modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name.endswith("View")
    ]
    assert not classes


def test_every_module_says_what_it_is() -> None:
    silent = [
        name_of(path) for path, tree in product_modules() if path.name != "apps.py" and not ast.get_docstring(tree)
    ]
    assert not silent
