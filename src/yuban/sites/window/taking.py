"""Taking an application over the counter: who stands there, then one page with answers, delivery and papers.

The same page serves somebody who comes back with what the one-time notice asked for.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yuban.cases import actions as cases
from yuban.cases.models import Case
from yuban.catalogue import queries as catalogue
from yuban.catalogue.models import Item
from yuban.hall import actions as hall_actions
from yuban.hall.models import Hall
from yuban.kernel.refusals import Invalid, NotYours, Refusal
from yuban.kernel.steps import utc_now
from yuban.sites.access import Request, needs
from yuban.sites.window.counter import Counter
from yuban.sites.window.forms import VisitorForm
from yuban.sites.window.pages import EDITABLE, draft, hall_of, opened

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
@needs("window.serve")
def take(request: Request, slug: str) -> HttpResponse:
    """Asks who stands there, by their papers, and opens the draft."""
    item, hall = catalogue.guide(slug), hall_of(request)
    if item is None or item.current is None or hall is None:
        raise Http404
    form = VisitorForm(request.POST or None, version=item.current)
    context: dict[str, Any] = {"item": item, "hall": hall, "form": form}
    if request.method != "POST":
        return render(request, "window/take.html", context)
    if form.is_valid():
        try:
            case = _received(request, hall, item, form)
        except Invalid as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.sentence))
        else:
            return redirect("window:draft", case.pk)
    return render(request, "window/take.html", context, status=422)


def _received(request: Request, hall: Hall, item: Item, form: VisitorForm) -> Case:
    return hall_actions.receive_visitor(
        hall=hall,
        item=item,
        applicant=form.applicant(),
        agent=form.agent(),
        by=request.actor,
        at=utc_now(),
        client_key=form.cleaned_data["client_key"],
    )


@get_or_post
@needs("window.serve")
def counter(request: Request, pk: int) -> HttpResponse:
    """The one page of an application; what is sent is kept first, and filed only if that was asked."""
    case = draft(request, pk)
    if case.state not in EDITABLE:  # the second click of somebody who has filed it already
        return redirect("window:case", case.number)
    page = Counter(case, request.POST, request.FILES) if request.method == "POST" else Counter(case)
    if request.method != "POST":
        return page.shown(request)
    try:
        page.keep(by=request.actor, at=utc_now())
        if "file_it" not in request.POST:
            messages.success(request, _("已暂存。"))
            return redirect("window:draft", pk) if page.is_sound() else page.shown(request, status=422)
        if not page.is_complete():
            return page.shown(request, status=422)
        filed = page.file(by=request.actor, at=utc_now())
    except NotYours:
        raise
    except Refusal as refusal:
        return page.shown(request, refusal=refusal, status=refusal.status)
    messages.success(request, _("已收件。请打印收件凭证交给申请人。"))
    return redirect("window:case", filed.number)


@require_POST
@needs("window.serve")
def save(request: Request, pk: int) -> HttpResponse:
    """What the page sends by itself while one writes; nothing is filed."""
    case = draft(request, pk)
    if case.state in EDITABLE:
        Counter(case, request.POST).keep(by=request.actor, at=utc_now())
    return HttpResponse(status=204)


@require_POST
@needs("window.serve")
def remove(request: Request, pk: int, seq: int) -> HttpResponse:
    """Takes a scan back."""
    cases.remove_material(case=draft(request, pk), seq=seq, by=request.actor)
    return redirect("window:draft", pk)


@get_or_post
@needs("window.serve")
def discard(request: Request, pk: int) -> HttpResponse:
    """Deletes a draft of somebody who has left, after asking once."""
    case = draft(request, pk)
    if request.method == "POST":
        cases.discard_draft(case=case, by=request.actor)
        messages.success(request, _("已删除未完成的收件。"))
        return redirect("window:home")
    return render(request, "window/discard.html", {"case": case})


@get_or_post
@needs("window.serve")
def resubmit(request: Request, number: str) -> HttpResponse:
    """Leads to the page on which the papers of the one-time notice are taken."""
    return redirect("window:draft", opened(request, number).pk)
