"""Small components: icons, buttons, and what tells in one glance where a thing stands."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yuban.design.events import Event

Shown = dict[str, Any]
SPRITE: Final = Path(__file__).parent / "static" / "design" / "icons.svg"
LIGHTS: Final = {
    "green": "check-circle",
    "yellow": "hourglass",
    "red": "alert-circle",
    "paused": "pause",
    "done": "check",
}


@cache
def icon_names() -> tuple[str, ...]:
    """The icons of the sprite, in its order."""
    return tuple(re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text(encoding="utf-8")))


@lru_cache(maxsize=500)
def icon(name: str, label: str = "") -> SafeString:
    """One icon of the sprite; read out only if it has a label. KeyError for a name that does not exist."""
    if name not in icon_names():
        raise KeyError(f"no icon {name!r}")
    address = f"{static('design/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address)
    return format_html(
        '<svg class="icon icon-{}" aria-hidden="true" focusable="false"><use href="{}"/></svg>', name, address
    )


def button(
    label: str,
    kind: str = "primary",
    name: str = "",
    value: str = "",
    icon: str = "",
    why: object = None,
    size: str = "",
    form: str = "",
    formaction: str = "",
    formnovalidate: bool = False,
    describe: str = "",
) -> Shown:
    """A submit button. `why` (a refusal's sentence) greys it and stands beside it."""
    return {
        "label": label,
        "kind": kind,
        "name": name,
        "value": value,
        "icon": icon,
        "why": why,
        "size": size,
        "form": form,
        "formaction": formaction,
        "formnovalidate": formnovalidate,
        "describe": describe,
    }


def link_button(
    label: str,
    url: str = "",
    kind: str = "secondary",
    icon: str = "",
    why: object = None,
    size: str = "",
    describe: str = "",
) -> Shown:
    """A link that looks like a button; greyed with the sentence of `why` beside it."""
    return {"label": label, "url": url, "kind": kind, "icon": icon, "why": why, "size": size, "describe": describe}


def copy_button(text: str, label: str = "") -> Shown:
    """Copies a text; there only with script."""
    return {"text": text, "label": label or _("复制")}


def print_button(label: str = "", kind: str = "secondary") -> Shown:
    """Opens the browser's print window; there only with script."""
    return {"label": label or _("打印"), "kind": kind}


def pill(label: str, tone: str = "neutral") -> Shown:
    """A state in one word. Tones: neutral active good warn bad muted."""
    return {"label": label, "tone": tone or "neutral"}


def light(colour: str, text: str) -> Shown:
    """A traffic light with shape and words. Colours: green yellow red paused done."""
    names = {"green": _("正常"), "yellow": _("临期"), "red": _("警示"), "paused": _("暂停"), "done": _("结束")}
    return {"colour": colour, "icon": LIGHTS[colour], "name": names[colour], "text": text}


def days_left(days: int | None, light: str = "", paused: bool = False) -> Shown:
    """How many working days are left (negative: over) as a traffic light; None prints a dash."""
    is_over = light == "red"
    if paused:
        return _days("paused", _("计时暂停"))
    if days is None:
        return {"colour": "", "icon": "", "name": "", "text": "—"}
    if days < 0:
        text = ngettext("超期 %(days)d 个工作日", "超期 %(days)d 个工作日", -days) % {"days": -days}
        return _days(light or "red", text)
    if days == 0:
        # overdue since a day off: no working day has passed, and yet the due day is over
        return _days(light or "red", _("已超期") if is_over else _("今天到期"))
    text = ngettext("剩 %(days)d 个工作日", "剩 %(days)d 个工作日", days) % {"days": days}
    return _days(light or ("yellow" if days <= 2 else "green"), text)


def _days(colour: str, text: str) -> Shown:
    return light(colour, text)


def steps(current: int, *labels: str) -> Shown:
    """Where one is in a form of several pages; `current` counts from 1."""
    states = ("done", "current", "ahead")
    rows = [
        {"label": label, "number": number, "state": states[(number >= current) + (number > current)]}
        for number, label in enumerate(labels, start=1)
    ]
    return {"rows": rows, "current": current, "total": len(labels), "here": labels[current - 1]}


def progress(value: float, total: float, label: str) -> Shown:
    """A bar with its words."""
    return {"value": value, "total": total, "label": label}


def rating_shown(level: int, label: str = "") -> Shown:
    """A rating given, 1 to 5 stars, with the level's name."""
    return {"stars": [number <= level for number in range(1, 6)], "level": level, "label": label}


def masked(value: str, reveal: str = "", label: str = "") -> Shown:
    """A value that is masked already; `reveal` leads to where one states why one must see it."""
    return {"value": value, "reveal": reveal, "label": label}


def qr(url: str, alt: str, caption: str = "", size: int = 160) -> Shown:
    """The place of a QR image (an address of ours)."""
    return {"url": url, "alt": alt, "caption": caption, "size": size}


def stat(label: str, number: object, sub: str = "", url: str = "", icon: str = "", tone: str = "") -> Shown:
    """One figure of a home page. Tones: good warn bad."""
    return {"label": label, "number": number, "sub": sub, "url": url, "icon": icon, "tone": tone}


def empty_state(title: str, text: str = "", url: str = "", link: str = "", icon: str = "folder") -> Shown:
    """What stands where a list has no rows: why, and what to do next."""
    return {"title": title, "text": text, "url": url, "link": link, "icon": icon}


def timeline(events: Iterable[Event | dict[str, Any]], current: bool = True) -> Shown:
    """What happened, the newest first; `current` marks the first as where the thing is now."""
    times = ((event, event.get("at") if isinstance(event, dict) else event.at) for event in events)
    return {"events": [(event, *_moment(at)) for event, at in times], "current": current}


def _moment(at: datetime | date | None) -> tuple[str, str]:
    """A time for machines and for people, to the minute; a day without time stays a day."""
    if isinstance(at, datetime):
        local = timezone.localtime(at)
        return local.isoformat(timespec="seconds"), f"{local:%Y-%m-%d %H:%M}"
    return (at.isoformat(), at.isoformat()) if at else ("", "")
