"""The building as pyproject.toml draws it, and its files, for the tests beside this one."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "yuban"


@cache
def floors() -> dict[str, int]:
    """Each room of the building with the number of its floor, the highest first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers: list[str] = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {room.strip(" ()"): len(layers) - number for number, layer in enumerate(layers) for room in layer.split("|")}


def room_of(module: str) -> str | None:
    """The room a module of ours lies in; None for a module that is not ours."""
    parts = module.split(".")
    return parts[1] if parts[0] == "yuban" and len(parts) > 1 else None


@cache
def tracked() -> tuple[Path, ...]:
    """All files of the repository: what git knows and what is about to be added."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    names = listing.stdout.decode().rstrip("\0").split("\0")
    return tuple(path for name in names if (path := ROOT / name).is_file())


def written_by_hand(suffix: str) -> Iterator[Path]:
    """Files with this suffix, without migrations, which Django writes, and what comes from others."""
    for path in tracked():
        if path.suffix == suffix and not {"migrations", "vendor", "generated"} & set(path.parts):
            yield path


def product_modules() -> Iterator[tuple[Path, ast.Module]]:
    """The product's own modules, parsed."""
    for path in written_by_hand(".py"):
        if path.is_relative_to(SOURCE):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    """A path as people write it, from the root of the repository."""
    return path.relative_to(ROOT).as_posix()
