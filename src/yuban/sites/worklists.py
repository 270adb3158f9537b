"""Lists that officers and halls work from; they stay fast when an organ has a hundred thousand open cases.

Rows are plain tuples, pages are walked by key instead of being counted, and figures beside the tabs are counted again
only after a while that grows with what there is to count.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Any, Final, NamedTuple

from django.db.models import Count, F, Func, Q, QuerySet, TextField, Value
from django.db.models.lookups import GreaterThan, LessThan
from django.http import QueryDict

from yuban.cases.models import Case
from yuban.cases.reference import OPEN, State
from yuban.kernel.numbering import normalise

PAGE: Final = 100
RECENT: Final = timedelta(days=30)
# tab → its states; an officer waits for nobody in the second, third and last
TABS: Final[Mapping[str, tuple[State, ...]]] = {
    "all": OPEN,
    "reply": (State.SUBMITTED, State.RECEIVED),
    "examination": (State.ACCEPTED, State.EXAMINING),
    "paused": (State.CORRECTION, State.SPECIAL_PROCEDURE),
    "deliver": (State.DECIDED, State.DELIVERED),
}


class Row(NamedTuple):
    """One case as a list shows it."""

    pk: int
    number: str | None
    item_name: str
    applicant_name: str
    applicant_kind: str
    state: str
    channel: str
    kind: str
    due_on: date | None
    promised_days: int
    handler: str | None
    at: datetime | None = None  # when it was closed, or opened, where the list is ordered by that
    outcome: str = ""


_COLUMNS: Final = (
    "pk", "number", "item_name", "applicant_name", "applicant__kind", "state", "channel", "kind", "due_on",
    "version__promised_days", "handler__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page, and the keys by which its neighbours are asked for; empty if there is none."""

    rows: list[Row]
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked a list for; an empty value narrows nothing."""

    tab: str = "all"
    item: int | None = None
    text: str = ""
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """What lies open: how many cases in each tab, and of which items (id → name and number)."""

    tabs: Mapping[str, int]
    items: Mapping[int, tuple[str, int]]


_PER_SECOND: Final = 5000  # rows whose count is kept for a second: small lists are counted at each look
_COUNTING: Final = 5.0  # seconds after which somebody else counts, if the first one never came back
_MOST_KEPT: Final = 1000
_kept: dict[tuple[int, ...], tuple[float, Overview]] = {}  # organs → good until, counts


def overview(organs: Sequence[int]) -> Overview:
    """Open cases of these organs by tab and item; of a hundred thousand the count may be twenty seconds old."""
    key = tuple(sorted(organs))
    until, counted = _kept.get(key, (0.0, None))
    if counted is None or until < monotonic():
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        if counted is not None:
            _kept[key] = (monotonic() + _COUNTING, counted)  # one counts, the others go on with what was counted
        counted = _overview(key)
        _kept[key] = (monotonic() + counted.tabs["all"] / _PER_SECOND, counted)
    return counted


def _overview(organs: Sequence[int]) -> Overview:
    groups = (
        Case.objects.filter(organ__in=organs)
        .open()
        .order_by("version__item", "version")
        .values_list("state", "version__item", "item_name")
        .annotate(number=Count("pk"))
    )
    states: Counter[str] = Counter()
    items: dict[int, tuple[str, int]] = {}
    for state, item, name, number in groups:
        states[state] += number
        items[item] = (name, items.get(item, ("", 0))[1] + number)
    return Overview({tab: sum(states[state] for state in among) for tab, among in TABS.items()}, items)


def matching(text: str) -> Q:
    """Cases by what somebody typed: digits are part of a number, anything else of the applicant's name."""
    digits = normalise(text)
    return Q(number__contains=digits) if digits.isdigit() else Q(applicant_name__contains=text.strip())


def _narrowed(cases: QuerySet[Case], wish: Wish) -> QuerySet[Case]:
    if wish.item:
        cases = cases.filter(version__item=wish.item)
    return cases.filter(matching(wish.text)) if wish.text.strip() else cases


def to_do(organs: Sequence[int], wish: Wish) -> Page:
    """One page of open cases by deadline; the lists of several organs are merged, each read by its own index range."""
    backward = bool(wish.before)
    key = _due_key(wish.before or wish.after)
    parts = [
        _to_do_part(organ, wish, key, backward=backward).values_list(*_COLUMNS)[: PAGE + 1] for organ in sorted(organs)
    ]
    if not parts:
        return Page([])
    rows = parts[0]
    if len(parts) > 1:
        order = ("-due_on", "-pk") if backward else ("due_on", "pk")
        rows = parts[0].union(*parts[1:], all=True).order_by(*order)[: PAGE + 1]
    found = [Row(*row) for row in rows]
    return _page(found, wish, [f"{row.due_on:%Y%m%d}-{row.pk}" for row in found if row.due_on])


def _to_do_part(organ: int, wish: Wish, key: tuple[date, int] | None, *, backward: bool) -> QuerySet[Case]:
    cases = _narrowed(Case.objects.filter(organ=organ, state__in=OPEN), wish)
    if wish.tab != "all":
        cases = cases.filter(state__in=TABS[wish.tab])
    if key is not None:
        cases = cases.filter((LessThan if backward else GreaterThan)(_ROW, _row(*key)))
    return cases.order_by(*(("-due_on", "-pk") if backward else ("due_on", "pk")))


def _row(*parts: Any) -> Func:
    """Columns or values compared as one, as the index (organ, due_on, id) has them."""
    expressions = [part if isinstance(part, F) else Value(part) for part in parts]
    return Func(*expressions, function="ROW", output_field=TextField())


_ROW: Final = _row(F("due_on"), F("pk"))


def _due_key(text: str) -> tuple[date, int] | None:
    day, _dash, pk = text.partition("-")
    try:
        return date(int(day[:4]), int(day[4:6]), int(day[6:])), int(pk)
    except ValueError:
        return None


def _page(found: list[Row], wish: Wish, keys: Sequence[str]) -> Page:
    """Cuts the row that only tells of a further page, and turns a page that was walked backwards."""
    more = len(found) > PAGE
    rows, keys = found[:PAGE], keys[:PAGE]
    if wish.before:
        rows, keys = rows[::-1], keys[::-1]
    if not rows:
        return Page([])
    has_previous = more if wish.before else bool(wish.after)
    has_next = bool(wish.before) or more
    return Page(rows, keys[0] if has_previous else "", keys[-1] if has_next else "")


def next_to_do(organs: Sequence[int], case: Case, tab: str) -> str | None:
    """The number of the case after this one in a tab of the to-do list; the first one if it was the last."""
    wish = Wish(tab=tab)
    key = (case.due_on, case.pk) if case.due_on else None
    for start in (key, None):
        parts = [_to_do_part(organ, wish, start, backward=False) for organ in sorted(organs)]
        rows = sorted(row for part in parts for row in part.values_list("due_on", "pk", "number")[:2])
        if number := next((number for _on, pk, number in rows if pk != case.pk), None):
            return number
    return None


def tab_of(state: str) -> str:
    """The tab of the to-do list a case in this state stands in."""
    return next((tab for tab, states in TABS.items() if tab != "all" and state in states), "all")


def done(organs: Sequence[int], regions: Sequence[str], wish: Wish, at: datetime) -> Page:
    """Cases of these organs, which lie in these regions, that came to an end in the last thirty days, newest first."""
    recent = Case.objects.filter(organ__in=organs, region__in=regions, closed_at__gte=at - RECENT)
    cases = _narrowed(recent, wish)
    order = ("closed_at", "pk") if wish.before else ("-closed_at", "-pk")
    if key := _time_key(wish.before or wish.after):
        moment, pk = key
        closer = "gt" if wish.before else "lt"
        cases = cases.filter(Q(**{f"closed_at__{closer}": moment}) | Q(**{"closed_at": moment, f"pk__{closer}": pk}))
    columns = cases.order_by(*order).values_list(*_COLUMNS, "closed_at", "outcome")
    found = [Row(*row) for row in columns[: PAGE + 1]]
    return _page(found, wish, [f"{row.at.isoformat()}~{row.pk}" for row in found if row.at])


def _time_key(text: str) -> tuple[datetime, int] | None:
    moment, _mark, pk = text.partition("~")
    try:
        at = datetime.fromisoformat(moment)
        return (at, int(pk)) if at.tzinfo else None
    except ValueError:
        return None


def of_hall(hall_organs: Sequence[int], wish: Wish, narrowed_to: Q) -> Page:
    """Cases and drafts that were taken in a hall, the newest first."""
    cases = _narrowed(Case.objects.in_halls(hall_organs).filter(narrowed_to), wish)
    if (key := wish.before or wish.after).isdigit():
        cases = cases.filter(**{"pk__gt" if wish.before else "pk__lt": int(key)})
    columns = cases.order_by("pk" if wish.before else "-pk").values_list(*_COLUMNS, "created_at", "outcome")
    found = [Row(*row) for row in columns[: PAGE + 1]]
    return _page(found, wish, [str(row.pk) for row in found])


def wish(asked: QueryDict, tabs: Sequence[str] = tuple(TABS)) -> Wish:
    """What an address asks of a list; anything it cannot mean asks for nothing."""
    item = asked.get("item", "")
    return Wish(
        tab=tab if (tab := asked.get("tab", "")) in tabs else tabs[0],
        item=int(item) if item.isdecimal() and len(item) < 18 else None,
        text=asked.get("q", "").replace("\0", "").strip()[:60],
        after=asked.get("after", "")[:60],
        before=asked.get("before", "")[:60],
    )
