"""Small files, small functions, small packages."""

import ast
from collections import Counter
from pathlib import Path

from tests.architecture.building import SOURCE, name_of, product_modules, written_by_hand

FILE, FUNCTION, VIEW, TEMPLATE, PACKAGE = 300, 40, 25, 150, 12

# What may be larger, and how large it is today. This list may only shrink: a smaller number, or one line less.
EXCUSED: dict[str, int] = {}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def is_view(path: Path, function: ast.FunctionDef) -> bool:
    arguments = [argument.arg for argument in function.args.posonlyargs + function.args.args]
    return "sites" in path.parts and arguments[:1] == ["request"]


def found() -> dict[str, tuple[int, int]]:
    """Everything that is measured: its name, its size, its limit."""
    measured = {name_of(path): (lines(path), FILE) for kind in (".py", ".css", ".js") for path in written_by_hand(kind)}
    measured |= {name_of(path): (lines(path), TEMPLATE) for path in written_by_hand(".html")}
    packages = Counter(path.parent for path in written_by_hand(".py") if path.is_relative_to(SOURCE))
    measured |= {f"{name_of(folder)}/": (number, PACKAGE) for folder, number in packages.items()}
    for path, tree in product_modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                limit = VIEW if is_view(path, node) else FUNCTION
                measured[f"{name_of(path)}:{node.name}:{node.lineno}"] = (size, limit)
    return measured


def test_nothing_is_too_large() -> None:
    too_large = {name: size for name, (size, limit) in found().items() if size > EXCUSED.get(name, limit)}
    assert not too_large


def test_no_excuse_is_outlived() -> None:
    sizes = found()
    outlived = {name: sizes.get(name) for name, size in EXCUSED.items() if name not in sizes or sizes[name][0] < size}
    assert not outlived, "lower these numbers in EXCUSED, or strike them out"
