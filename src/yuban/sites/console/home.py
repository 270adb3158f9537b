"""Today's figures, and for each of them the cases it counts."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuban.cases import figures
from yuban.cases.clock import local_day
from yuban.cases.figures import Figure
from yuban.kernel.steps import utc_now
from yuban.ratings import queries as ratings
from yuban.sites.access import Request, needs
from yuban.sites.console.cases import LISTED, case_rows, rating_rows
from yuban.sites.console.pages import page, sheet


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure as a tile shows it, with the way to its rows."""

    figure: Figure
    url: str
    sub: str
    tone: str


def rows_of(key: str, on: date) -> str:
    """The address of the rows behind a figure of a day."""
    match key:
        case "overdue":
            return reverse("console:overdue")
        case "rated":
            return f"{reverse('console:ratings')}?{urlencode({'since': on, 'until': on})}"
        case "bad":
            return f"{reverse('console:ratings')}?{urlencode({'bad': 'on', 'since': on, 'until': on})}"
        case _:
            return f"{reverse('console:figure', args=[key])}?{urlencode({'on': on})}"


def _tile(figure: Figure, on: date) -> Tile:
    sub = ""
    if figure.denominator is not None:
        share = "" if figure.percent is None else _("，占%(percent).1f%%") % {"percent": figure.percent}
        sub = _("共%(all)d件%(share)s") % {"all": figure.denominator, "share": share}
    tone = "bad" if figure.definition.key in ("overdue", "bad") and figure.numerator else ""
    return Tile(figure, rows_of(figure.definition.key, on), sub, tone)


@require_safe
@needs("console.see")
def home(request: Request) -> HttpResponse:
    """Today at a glance."""
    at, actor = utc_now(), request.actor
    on, scope = local_day(at), figures.scope(actor)
    days = figures.fortnight(actor, on)
    counted = [*figures.today(actor, at, days, scope), *ratings.today(actor, at, scope)]
    shown = {
        "tiles": [_tile(figure, on) for figure in counted],
        "scope": scope,
        "at": at,
        "days": days[::-1],
        "received": [(day.on.day, day.received) for day in days],
        "completed": [(day.on.day, day.completed) for day in days],
        "items": figures.most_applied_for(actor, on),
        "bad": rating_rows(ratings.bad(actor)[:5]),
    }
    return page(request, "home", shown)


def _day(request: HttpRequest) -> date:
    """The day asked for; today for one that is missing, impossible or beyond every calendar."""
    try:
        asked = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return local_day(utc_now())
    return asked if 2000 <= asked.year <= 2100 else local_day(utc_now())


@require_safe
@needs("console.see")
def figure(request: Request, key: str) -> HttpResponse:
    """The cases a figure of a day counts, with what the figure means."""
    if key not in figures.DEFINITIONS:
        raise Http404
    at, on = utc_now(), _day(request)
    counted = figures.rows(key, request.actor, on)
    listed = sheet(request, counted.select_related(*LISTED).order_by("-id"))
    shown = {
        "figure": Figure(figures.DEFINITIONS[key], counted.count(), None, figures.scope(request.actor), at),
        "on": on,
        "sheet": listed,
        "rows": case_rows(listed.rows, at),
    }
    return page(request, "figure", shown)
