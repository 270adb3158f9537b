"""The window's first page: choose an item, look a case up, go on with what was begun; and the list of the hall."""

from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from yuban.cases.models import Case
from yuban.cases.reference import OPEN, State
from yuban.catalogue import queries as catalogue
from yuban.catalogue.queries import Filters
from yuban.hall import queries as halls
from yuban.kernel.numbering import is_case_number, normalise
from yuban.kernel.steps import utc_now
from yuban.people.reference import Role
from yuban.sites import lines, worklists
from yuban.sites.access import Request, needs
from yuban.sites.window.pages import CHOSEN_HALL, hall_of

SHOWN: Final = 24
RECENT: Final = 12
TABS: Final = {
    "all": (gettext_lazy("全部"), ~Q(state=State.DRAFT)),
    "open": (gettext_lazy("在办"), Q(state__in=OPEN)),
    "correction": (gettext_lazy("待补正"), Q(state=State.CORRECTION)),
    "collect": (gettext_lazy("待领取"), Q(state=State.DECIDED)),
    "draft": (gettext_lazy("未完成的收件"), Q(state=State.DRAFT)),
}


@require_safe
@needs("window.serve")
def home(request: Request) -> HttpResponse:
    """Items this hall takes, begun and recent cases."""
    hall = hall_of(request)
    if hall is None:
        return render(request, "window/no_hall.html")
    taken = halls.items_taken_in(hall)
    text = request.GET.get("q", "").replace("\0", "").strip()[:60]
    items = catalogue.search(text, Filters(among=tuple(taken.values_list("pk", flat=True)))) if text else taken
    begun = worklists.of_hall([hall.organ_id], worklists.Wish(), TABS["draft"][1]).rows
    recent = worklists.of_hall([hall.organ_id], worklists.Wish(), TABS["all"][1]).rows
    context = {
        "hall": hall,
        "halls": halls.halls_of(request.actor),
        "text": text,
        "items": items[:SHOWN],
        "begun": lines.worded(begun[:RECENT], utc_now()),
        "recent": lines.worded(recent[:RECENT], utc_now()),
    }
    return render(request, "window/home.html", context)


@require_POST
@needs("window.serve")
def choose_hall(request: Request) -> HttpResponse:
    """Moves to another of one's halls until signing out."""
    chosen = request.POST.get("hall", "")
    known = {str(hall.pk): hall.pk for hall in halls.halls_of(request.actor)}
    if chosen in known:
        request.session[CHOSEN_HALL] = known[chosen]
    return redirect("window:home")


@require_safe
@needs("window.serve")
def find(request: Request) -> HttpResponse:
    """Opens the case whose number was typed or scanned."""
    number = normalise(request.GET.get("number", "")[:60])
    if not is_case_number(number):
        messages.error(request, _("这不是有效的办件编号（应为23位数字，末位是校验码）。请核对后重新输入或扫描。"))
        return redirect("window:home")
    if not Case.objects.in_halls(request.actor.organs(Role.WINDOW_STAFF)).filter(number=number).exists():
        messages.error(request, _("没有找到这个编号的办件，或它不在您所在的大厅办理。"))
        return redirect("window:home")
    return redirect("window:case", number)


@require_safe
@needs("window.serve")
def cases(request: Request) -> HttpResponse:
    """Cases of this hall, the newest first."""
    hall = hall_of(request)
    if hall is None:
        return render(request, "window/no_hall.html")
    wish = worklists.wish(request.GET, tuple(TABS))
    page = worklists.of_hall([hall.organ_id], wish, TABS[wish.tab][1])
    context = {
        "hall": hall,
        "lines": lines.worded(page.rows, utc_now()),
        "wish": wish,
        "tabs": [(_address(tab=tab, q=wish.text), label, tab == wish.tab) for tab, (label, _rows) in TABS.items()],
        "previous": page.previous and _address(tab=wish.tab, q=wish.text, before=page.previous),
        "next": page.next and _address(tab=wish.tab, q=wish.text, after=page.next),
    }
    return render(request, "window/cases.html", context)


def _address(**asked: str) -> str:
    return "?" + urlencode({name: value for name, value in asked.items() if value and value != "all"})
