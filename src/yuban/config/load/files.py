"""Reading the data files of the repository."""

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(__file__).parents[4] / "data"


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file under `data/`, by the names of its header."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def document(name: str) -> dict[str, Any]:
    """A TOML file under `data/`."""
    with (DATA / name).open("rb") as file:
        return tomllib.load(file)


def documents(folder: str) -> Iterator[dict[str, Any]]:
    """All TOML files of a folder under `data/`, in the order of their names."""
    for path in sorted((DATA / folder).glob("*.toml")):
        yield document(str(path.relative_to(DATA)))
