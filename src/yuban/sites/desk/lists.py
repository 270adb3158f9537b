"""The officer's lists: what is to be done by deadline, and what came to an end lately."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuban.cases import rules
from yuban.cases.models import Case
from yuban.kernel.numbering import is_case_number, normalise
from yuban.kernel.steps import utc_now
from yuban.sites import lines, worklists
from yuban.sites.access import Request, needs


def _tabs(found: worklists.Overview, wish: worklists.Wish) -> list[tuple[str, str, str, bool]]:
    """(address, label, number of cases, whether it is shown) of each tab; numbers stop at 999+."""
    labels = {
        "all": _("全部在办"),
        "reply": _("待答复"),
        "examination": _("审查中"),
        "paused": _("暂停和补正"),
        "deliver": _("待送达"),
    }
    return [(address(wish, tab=tab), label, _capped(found.tabs[tab]), tab == wish.tab) for tab, label in labels.items()]


def _capped(number: int) -> str:
    return str(number) if number <= 999 else "999+"


def address(wish: worklists.Wish, **changed: str) -> str:
    """The same list asked differently; whatever else was asked stays."""
    asked = {"tab": wish.tab, "item": str(wish.item or ""), "q": wish.text} | changed
    return "?" + urlencode({name: value for name, value in asked.items() if value and value != "all"})


def _known(request: Request, text: str) -> str | None:
    """The number of a case of the officer's organs, if what was typed or scanned is one."""
    number = normalise(text)
    if not is_case_number(number):
        return None
    return Case.objects.handled_by(request.actor).filter(number=number).values_list("number", flat=True).first()


@require_safe
@needs("desk.handle")
def home(request: Request) -> HttpResponse:
    """Open cases by deadline; a scanned number opens its case at once."""
    organs, wish = request.actor.organs(*rules.OFFICERS), worklists.wish(request.GET)
    if number := _known(request, wish.text):
        return redirect("desk:case", number)
    page, found = worklists.to_do(organs, wish), worklists.overview(organs)
    worded = lines.worded(page.rows, utc_now())
    context = {
        "lines": worded,
        "rows": lines.filled("desk/_line.html", worded),
        "tabs": _tabs(found, wish),
        "items": sorted(found.items.items(), key=lambda row: -row[1][1]),
        "wish": wish,
        "previous": page.previous and address(wish, before=page.previous),
        "next": page.next and address(wish, after=page.next),
    }
    return render(request, "desk/home.html", context)


@require_safe
@needs("desk.handle")
def done(request: Request) -> HttpResponse:
    """Cases that came to an end in the last thirty days."""
    posts = [post for post in request.actor.posts if post.role in rules.OFFICERS]
    wish, at = worklists.wish(request.GET), utc_now()
    if number := _known(request, wish.text):
        return redirect("desk:case", number)
    page = worklists.done([post.organ_id for post in posts], sorted({post.region_code for post in posts}), wish, at)
    worded = lines.worded(page.rows, at)
    context = {
        "lines": worded,
        "rows": lines.filled("desk/_done_line.html", worded),
        "wish": wish,
        "previous": page.previous and address(wish, before=page.previous),
        "next": page.next and address(wish, after=page.next),
    }
    return render(request, "desk/done.html", context)
