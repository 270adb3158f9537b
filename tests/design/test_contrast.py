"""Every pair of colours that tokens.css lists keeps its contrast (WCAG 2.2 AA), on the standard and the elder page."""

import re
from pathlib import Path

import pytest

from yuban import design

SHEETS = Path(design.__file__).parent / "static" / "design"
TOKENS = (SHEETS / "tokens.css").read_text(encoding="utf-8")
ELDER = (SHEETS / "elder.css").read_text(encoding="utf-8")
PAIRS = re.findall(r"([\w-]+) ([\w-]+) (3|4\.5)(?= ·|\s|$)", TOKENS[TOKENS.index("/* Pairs") :])


def colours(sheet: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", sheet))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_there_are_pairs() -> None:
    assert len(PAIRS) >= 30


@pytest.mark.parametrize("page", ["standard", "elder"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_pair(page: str, front: str, back: str, least: str) -> None:
    values = colours(TOKENS) | (colours(ELDER) if page == "elder" else {})
    assert contrast(values[front], values[back]) >= float(least)


def test_the_elder_page_has_more_contrast() -> None:
    standard, elder = colours(TOKENS), colours(TOKENS) | colours(ELDER)
    for front in ("ink", "ink-soft", "primary", "good", "warn", "bad"):
        assert contrast(elder[front], elder["paper"]) > contrast(standard[front], standard["paper"])
        assert contrast(elder[front], elder["paper"]) >= 7  # AAA
