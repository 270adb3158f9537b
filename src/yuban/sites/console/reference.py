"""The rows the law's clock runs by, calendar and limits, and the logs of who changed or looked at what."""

from calendar import Calendar as Months
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import CharField, Count, Q
from django.db.models.functions import Cast
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuban.cases import actions, figures
from yuban.cases.clock import local_day
from yuban.cases.models import LegalLimit
from yuban.cases.reference import LOCAL_LIMITS
from yuban.catalogue.models import Item
from yuban.hall.models import Hall, Window
from yuban.kernel import actions as kernel
from yuban.kernel.models import CalendarDay, CalendarYear, ReferenceChange
from yuban.kernel.refusals import insist
from yuban.kernel.steps import utc_now
from yuban.organs.models import Organ
from yuban.people.models import Disclosure, Post
from yuban.people.queries import oversees_all, staff, within
from yuban.people.rights import Actor
from yuban.people.rules import binds_all, mask_name
from yuban.sites.access import Request, needs
from yuban.sites.console.filters import CHANGED, ChangeFilter
from yuban.sites.console.forms import DayForm, LimitForm, YearForm
from yuban.sites.console.pages import form_page, page, sent, sheet

changing = require_http_methods(["GET", "HEAD", "POST"])
MONTHS: Final = Months(firstweekday=0)


@require_safe
@needs("console.see")
def calendar(request: Request) -> HttpResponse:
    """The years the calendar knows, with how far each departs from Monday to Friday."""
    years = CalendarYear.objects.order_by("-year")
    counted = CalendarDay.objects.values_list("on__year", "is_working").annotate(Count("pk"))
    exceptions = {(year, is_working): number for year, is_working, number in counted}
    rows = [(year, exceptions.get((year.year, False), 0), exceptions.get((year.year, True), 0)) for year in years]
    return page(request, "calendar", {"rows": rows, "today": local_day(utc_now())})


@dataclass(frozen=True, slots=True)
class Square:
    """A day in the picture of a month."""

    on: date
    mark: str  # working holiday weekend make-up
    name: str


def _square(on: date, row: CalendarDay | None) -> Square:
    is_weekday = on.weekday() < 5
    if row is None:
        return Square(on, "working" if is_weekday else "weekend", "")
    if row.is_working:
        return Square(on, "working" if is_weekday else "make-up", row.name)
    return Square(on, "holiday", row.name)


@require_safe
@needs("console.see")
def year(request: Request, year: int) -> HttpResponse:
    """The twelve months of a year with working days, holidays and make-up days."""
    known = get_object_or_404(CalendarYear, pk=year)
    rows = {row.on: row for row in CalendarDay.objects.filter(on__year=year)}
    months = [
        (
            date(year, month, 1),
            [[_square(on, rows.get(on)) if on.month == month else None for on in week] for week in weeks],
        )
        for month in range(1, 13)
        for weeks in [MONTHS.monthdatescalendar(year, month)]
    ]
    return page(request, "year", {"year": known, "months": months, "why": binds_all(oversees_all(request.actor))})


@changing
@needs("console.edit")
def publish(request: Request, year: int) -> HttpResponse:
    """The holiday notice of a year is out and entered: the year is no longer provisional."""
    known = get_object_or_404(CalendarYear, pk=year)
    insist(binds_all(oversees_all(request.actor)))
    form = YearForm(sent(request), initial={"source": known.source})
    by, at = request.actor.name, utc_now()
    return form_page(
        request,
        "year_publish",
        {"year": known},
        form,
        lambda: kernel.publish_year(year=year, source=form.cleaned_data["source"], by=by, at=at),
        said=_("已保存。"),
        to=reverse("console:year", args=[year]),
    )


def _day(on: str) -> date:
    try:
        return date.fromisoformat(on)
    except ValueError as error:
        raise Http404 from error


@changing
@needs("console.edit")
def day(request: Request, on: str) -> HttpResponse:
    """A day that becomes a holiday or a make-up workday, with how many deadlines that moves."""
    asked = _day(on)
    get_object_or_404(CalendarYear, pk=asked.year)
    square = _square(asked, CalendarDay.objects.filter(pk=asked).first())
    is_working = square.mark in ("working", "make-up")
    form = DayForm(sent(request), initial={"is_working": "0" if is_working else "1", "name": square.name})
    by, at, why = request.actor, utc_now(), binds_all(oversees_all(request.actor))
    return form_page(
        request,
        "day",
        {"square": square, "moved": figures.deadlines_moved_by(asked), "why": why},
        form,
        lambda: actions.change_calendar_day(on=asked, **form.cleaned_data, by=by, at=at),
        said=_("工作日历已调整，在办件的期限正在后台重新计算。"),
        to=reverse("console:year", args=[asked.year]),
    )


@require_safe
@needs("console.see")
def limits(request: Request) -> HttpResponse:
    """Every limit with the rows it has had; the newest that applies is marked."""
    today = local_day(utc_now())
    groups: dict[str, list[LegalLimit]] = {}
    for row in LegalLimit.objects.order_by("key", "-valid_from"):
        groups.setdefault(row.key, []).append(row)
    shown = [
        (key, key in LOCAL_LIMITS, next((row for row in rows if row.valid_from <= today), None), rows)
        for key, rows in groups.items()
    ]
    why = binds_all(oversees_all(request.actor))
    return page(request, "limits", {"groups": shown, "today": today, "why": why})


@changing
@needs("console.edit")
def limit(request: Request, key: str) -> HttpResponse:
    """A limit of the place itself, from a day on."""
    if key not in LOCAL_LIMITS:
        raise Http404
    last = LegalLimit.objects.filter(key=key).order_by("-valid_from")[:1].get()
    by, at, why = request.actor, utc_now(), binds_all(oversees_all(request.actor))
    start = {"days": last.days, "valid_from": local_day(at), "basis": last.basis}
    form = LimitForm(sent(request), initial=start)
    return form_page(
        request,
        "limit",
        {"limit": last, "range": LOCAL_LIMITS[key], "why": why},
        form,
        lambda: actions.set_limit(key=key, **form.cleaned_data, by=by, at=at),
        said=_("已设定。"),
        to=reverse("console:limits"),
    )


def _own_changes(actor: Actor) -> Q:
    """Changes of what lies in the operator's region, and of what is everybody's."""
    keys = {
        "organ": Organ.objects.filter(within(actor)).values(key=Cast("pk", CharField())),
        "hall": Hall.objects.filter(within(actor)).values(key=Cast("pk", CharField())),
        "window": Window.objects.filter(within(actor, "hall__region__code")).values(key=Cast("pk", CharField())),
        "item": Item.objects.filter(within(actor, "organ__region__code")).values("code"),
        "post": Post.objects.filter(within(actor, "organ__region__code")).values(key=Cast("pk", CharField())),
        "account": staff(actor).values("username"),
    }
    rows = ~Q(what__in=list(keys))
    for what, known in keys.items():
        rows |= Q(what=what, key__in=known)
    return rows


@require_safe
@needs("console.see")
def changes(request: Request) -> HttpResponse:
    """Who changed which reference data, from what to what, and why."""
    form = ChangeFilter(request.GET, actor=request.actor)
    listed = sheet(request, form.narrow(ReferenceChange.objects.filter(_own_changes(request.actor))))
    rows = [(row, CHANGED.get(row.what, row.what), _difference(row.before, row.after)) for row in listed.rows]
    return page(request, "changes", {"form": form, "sheet": listed, "rows": rows})


def _difference(before: Any, after: Any) -> list[tuple[str, str, str]]:
    """(field, was, is) of what changed."""
    was, now = before or {}, after or {}
    return [(key, str(was.get(key, "")), str(now.get(key, ""))) for key in dict.fromkeys([*was, *now])]


@require_safe
@needs("console.see")
def disclosures(request: Request) -> HttpResponse:
    """Which member of staff read whose data unmasked, and for which purpose."""
    seen = Disclosure.objects.filter(account__in=staff(request.actor)).select_related("account", "party")
    listed = sheet(request, seen)
    rows = [(row, mask_name(row.party.name)) for row in listed.rows]
    return page(request, "disclosures", {"sheet": listed, "rows": rows})
