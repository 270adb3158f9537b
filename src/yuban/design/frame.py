"""Parts of the page frame that a door fills in: navigation, the signed-in person, where one is."""

from typing import Any

from django.template import Context

Shown = dict[str, Any]


def nav_link(
    context: Context, url: str, label: str, icon: str = "", count: int | None = None, exact: bool = False
) -> Shown:
    """One entry of a door's navigation; current when the path starts with `url` (`exact`: equals it)."""
    path = getattr(context.get("request"), "path", "")
    is_current = path == url if exact else bool(url) and path.startswith(url)
    return {"url": url, "label": label, "icon": icon, "count": count, "is_current": is_current}


def account(
    context: Context,
    name: str = "",
    sign_in: str = "",
    sign_out: str = "",
    notices: str = "",
    unread: int = 0,
    home: str = "",
) -> Shown:
    """The signed-in person (`name`, masked already) with notices and sign-out, or the way to sign in."""
    return {
        "name": name,
        "sign_in": sign_in,
        "sign_out": sign_out,
        "notices": notices,
        "unread": unread,
        "home": home,
        "csrf_token": context.get("csrf_token", ""),
    }


def breadcrumbs(*parts: str) -> Shown:
    """Where one is: label, address, label, address, … and the label of this page."""
    links = [{"label": parts[at], "url": parts[at + 1]} for at in range(0, len(parts) - 1, 2)]
    return {"links": links, "here": parts[-1] if len(parts) % 2 else ""}
