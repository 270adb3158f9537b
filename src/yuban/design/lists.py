"""Lists: order, pages, views."""

from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.template import Context

Shown = dict[str, Any]


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET.copy() if request is not None else QueryDict(mutable=True)


def _with(query: QueryDict, name: str, value: object) -> str:
    changed = query.copy()
    changed[name] = str(value)
    return f"?{changed.urlencode()}"


def sort_header(context: Context, key: str, label: str, number: bool = False) -> Shown:
    """A column heading that orders the list: ?sort=key, once more ?sort=-key."""
    query = _query(context)
    chosen = query.get("sort", "")
    query.pop("page", None)
    direction = {key: "ascending", f"-{key}": "descending"}.get(chosen, "")
    url = _with(query, "sort", f"-{key}" if direction == "ascending" else key)
    return {"url": url, "label": label, "direction": direction, "number": number}


def pagination(context: Context, page: "Page[Any]", name: str = "page") -> Shown:
    """The pages of a list, with how many rows there are in all."""
    query = _query(context)
    paginator = page.paginator
    pages = [
        {"number": number, "url": _with(query, name, number), "is_current": number == page.number}
        if isinstance(number, int)
        else {"number": "", "url": "", "is_current": False}
        for number in paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    ]
    return {
        "pages": pages if paginator.num_pages > 1 else [],
        "number": page.number,
        "total_pages": paginator.num_pages,
        "count": paginator.count,
        "previous": _with(query, name, page.previous_page_number()) if page.has_previous() else "",
        "next": _with(query, name, page.next_page_number()) if page.has_next() else "",
    }


def pager(previous: str = "", next: str = "") -> Shown:
    """Back and forth in a list that is walked by key."""
    return {"previous": previous, "next": next}


def tab(url: str, label: str, count: int | None = None, current: bool = False) -> Shown:
    """One view of `tabs`."""
    return {"url": url, "label": label, "count": count, "is_current": current}
