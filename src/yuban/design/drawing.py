"""Components as HTML: one whose words are the product's own is drawn once for each language and remembered."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

PLAIN: Final = frozenset({str, SafeString, int, bool, type(None)})
PLACE: Final = "\0"  # stands where something will be put in later; no page holds this character


def drawn(name: str, shown: Mapping[str, Any]) -> SafeString:
    """The component `name` showing this; not for personal data, which nothing should remember."""
    parts = []
    for key, value in shown.items():
        if isinstance(value, Promise):
            value = str(value)
        if type(value) not in PLAIN:
            return render_to_string(f"design/{name}.html", shown)
        parts.append((key, type(value), value))
    return _remembered(name, get_language(), tuple(parts))


@lru_cache(maxsize=2000)
def _remembered(name: str, language: str | None, shown: tuple[tuple[str, type, Any], ...]) -> SafeString:
    """Types belong to what is remembered: a text that is safe equals the same text that is not."""
    return render_to_string(f"design/{name}.html", {key: value for key, _type, value in shown})
