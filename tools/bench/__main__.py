"""Measure the main pages and verbs over HTTP, on a site of its own that is thrown away afterwards."""

import argparse
import json
import os
import platform
import socket
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from tools.bench.session import Figure

WIDTHS = "{:<36}{:>12}{:>10}{:>10}{:>10}{:>8}{:>14}"


def main() -> int:
    """Measure and print; 1 if a request was not answered as it must be."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the cases and two seconds each: a trial")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="only these lines of the JSON")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="yuban-bench-") as folder:
        furnish(Path(folder))
        figures = measured(quick=given.quick, wanted=given.only)
    if given.json:
        report = {"cores": os.cpu_count(), "python": platform.python_version(), "figures": list(map(asdict, figures))}
        given.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return int(any(figure.errors for figure in figures))


def furnish(folder: Path) -> None:
    """The product's own settings, except where it keeps its data and listens."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    for name in [name for name in os.environ if name.startswith("YUBAN_")]:
        del os.environ[name]
    os.environ.update(YUBAN_DATA=str(folder), PORT=str(port), DJANGO_SETTINGS_MODULE="yuban.config.settings")
    django.setup()


def measured(*, quick: bool, wanted: list[str]) -> "list[Figure]":
    """All figures, printed one by one."""
    from tools.bench.session import CLIENTS, Scale, measure  # needs the settings

    scale = Scale(10_000, 1, 2) if quick else Scale(100_000, 3, 10)
    figures: list[Figure] = []
    for figure in measure(scale, wanted):
        if not figures:
            print(f"\n{os.cpu_count()} cores for server, database and load generator; {CLIENTS} clients\n")
            print(WIDTHS.format("", "requests/s", "p50 ms", "p99 ms", "cpu ms", "errors", "aim"))
        figures.append(figure)
        print(line(figure), flush=True)
    by_name = {figure.name: figure.rate for figure in figures}
    if "submit" in by_name and "bare" in by_name:
        print(f"\nSubmitting runs at {by_name['submit'] / by_name['bare']:.0%} of its bare SQL.")
    return figures


def line(figure: "Figure") -> str:
    """One line of the table; below it what went wrong, if anything did."""
    milliseconds = ["" if one is None else f"{one:.1f}" for one in (figure.p50, figure.p99, figure.processor)]
    wrong = figure.errors or {}
    said = [f"\n    {number} × {what}" for what, number in wrong.items()]
    shown = WIDTHS.format(figure.title, f"{figure.rate:.0f}", *milliseconds, sum(wrong.values()), figure.aim)
    return shown + "".join(said)


if __name__ == "__main__":
    sys.exit(main())
