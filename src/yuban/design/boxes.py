"""Components that stand around other content."""

from collections.abc import Mapping
from typing import Any, Final

from django.template import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from yuban.design.drawing import PLACE, drawn

NOTICE_ICONS: Final[Mapping[str, str]] = {
    "debug": "info",
    "info": "info",
    "success": "check-circle",
    "warning": "warning",
    "danger": "cross-circle",
    "error": "cross-circle",
}


def _box(name: str, content: str, **shown: Any) -> SafeString:
    before, after = drawn(name, {"content": PLACE, **shown}).split(PLACE)
    return SafeString(f"{before}{conditional_escape(content)}{after}")


def card(content: str, title: str, url: str = "", icon: str = "", level: int = 3) -> SafeString:
    """A tile; its title is the link."""
    return _box("card", content, title=title, url=url, icon=icon, level=level)


def panel(content: str, title: str = "", id: str = "", level: int = 2, icon: str = "") -> SafeString:
    """A section of a page."""
    return _box("panel", content, title=title, id=id, level=level, icon=icon)


def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    """A box that must be read. Tones: info success warning danger."""
    return _box("notice", content, tone="danger" if tone == "error" else tone, title=title, icon=NOTICE_ICONS[tone])


def details(content: str, summary: str, open: bool = False) -> SafeString:
    """Folded content."""
    return _box("details", content, summary=summary, open=open)


def fieldset(content: str, legend: str, hint: str = "") -> SafeString:
    """Fields that belong together."""
    return _box("fieldset", content, legend=legend, hint=hint)


def facts(content: str, columns: int = 1) -> SafeString:
    """A list of labels and values."""
    return _box("facts", content, columns=columns)


def fact(label: str, value: object, copy: bool = False, icon: str = "") -> SafeString:
    """One line of `facts`; an empty value prints a dash."""
    if value is None or value == "":
        return drawn("fact", {"label": label, "icon": icon, "copy": False, "content": ""})
    if isinstance(value, str | Promise) and not copy:
        return _box("fact", str(value), label=label, icon=icon, copy=False)
    return render_to_string("design/fact.html", {"label": label, "icon": icon, "copy": copy, "content": value})


def table(content: str, caption: str, caption_shown: bool = False, stack: bool = True) -> SafeString:
    """A table; on phones its rows become cards, or with `stack=False` it scrolls sideways."""
    return _box("table", content, caption=caption, caption_shown=caption_shown, stack=stack)


def tabs(content: str, label: str) -> SafeString:
    """Links between views of the same thing."""
    return _box("tabs", content, label=label)


def filter_bar(context: Context, content: str, clear: str = "", label: str = "") -> SafeString:
    """Fields that narrow a list, sent by GET to the same page; the chosen order stays."""
    request = context.get("request")
    sort = request.GET.get("sort", "") if request is not None else ""
    shown = {"content": content, "clear": clear, "label": label, "sort": sort}
    return render_to_string("design/filter_bar.html", shown)


def confirm(
    context: Context,
    content: str,
    question: str,
    button: str,
    consequence: str = "",
    kind: str = "primary",
    back: str = "",
    why: object = None,
) -> SafeString:
    """The one question of a confirmation page, with its form."""
    shown = {
        "content": content,
        "question": question,
        "button": button,
        "consequence": consequence,
        "kind": kind,
        "back": back,
        "why": why,
        "csrf_token": context.get("csrf_token", ""),
    }
    return render_to_string("design/confirm.html", shown)
