"""Charts without script: drawn on the server, with every figure readable as text."""

from collections.abc import Iterable, Sequence
from math import ceil, floor, log10
from typing import Any

from django.utils.translation import gettext as _

Shown = dict[str, Any]
Rows = Iterable[Sequence[Any]]  # (label, number) pairs


def figure(number: float) -> str:
    """A number as people read it: 1,234 or 12.5."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"


def round_top(largest: float) -> float:
    """The first of 1, 2, 2.5, 4, 5, 10 times a power of ten not below `largest`; at least 4, to have whole quarters."""
    if largest <= 4:
        return 4
    power = 10.0 ** floor(log10(largest))
    return next(factor * power for factor in (1, 2, 2.5, 4, 5, 10) if factor * power >= largest)


def bar_chart(rows: Rows, caption: str, unit: str = "") -> Shown:
    """Bars lying in a table, longest first or in the order given; the longest takes the whole width."""
    pairs = [(str(row[0]), float(row[1])) for row in rows]
    largest = max((number for _label, number in pairs), default=0) or 1
    return {
        "bars": [
            {"label": label, "figure": figure(number), "width": f"{100 * number / largest:.2f}"}
            for label, number in pairs
        ],
        "caption": caption,
        "unit": unit,
    }


def line_chart(rows: Rows, caption: str, unit: str = "") -> Shown:
    """One line over equal steps from zero, in a box of 100 by 100, with a table below."""
    pairs = [(str(row[0]), float(row[1])) for row in rows]
    top = round_top(max((number for _label, number in pairs), default=0))
    distance = 100 / max(len(pairs) - 1, 1)
    points = [
        {"x": f"{at * distance:.2f}", "y": f"{100 - 100 * number / top:.2f}", "label": label, "figure": figure(number)}
        for at, (label, number) in enumerate(pairs)
    ]
    every = ceil(len(pairs) / 7) or 1
    return {
        "points": points,
        "line": " ".join(f"{point['x']},{point['y']}" for point in points),
        "ticks": [figure(top * quarter / 4) for quarter in range(4, -1, -1)],
        "labels": [label for at, (label, _number) in enumerate(pairs) if at % every == 0 or at == len(pairs) - 1],
        "caption": caption,
        "unit": unit,
        "summary": _("数据表"),
    }
