"""Whatever writes to the database stands in `actions`, where the lock, the rule and the step are."""

import ast
from pathlib import Path

from tests.architecture.building import name_of, product_modules

WRITES = frozenset({"create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "atomic"})


def may_write(path: Path) -> bool:
    is_first_loading = "config" in path.parts and bool({"demo", "load"} & set(path.parts))
    return path.name == "actions.py" or "actions" in path.parts or is_first_loading


def is_write(node: ast.AST) -> bool:
    """A call like `thing.save()` or `Things.objects.create(…)`, or the decorator `transaction.atomic`."""
    if isinstance(node, ast.Attribute) and node.attr == "atomic":
        return True
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    # A document or workbook is saved to some place, which is its argument; a row is not.
    return node.func.attr in WRITES or (node.func.attr == "save" and not node.args)


def test_only_actions_write() -> None:
    elsewhere = [
        f"{name_of(path)}:{node.lineno}"
        for path, tree in product_modules()
        if not may_write(path)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.Call) and is_write(node)
    ]
    assert not elsewhere


def test_a_write_is_recognised() -> None:
    for line in ("case.save()", "Case.objects.create(item=item)", "transaction.atomic()", "rows.bulk_create(new)"):
        assert any(is_write(node) for node in ast.walk(ast.parse(line))), line
    assert not any(is_write(node) for node in ast.walk(ast.parse("document.save(stream)")))
