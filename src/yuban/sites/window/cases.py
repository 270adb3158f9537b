"""One case at the window: its page, papers to print, ticks, and what the applicant asks for at the counter."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuban.cases import actions as cases
from yuban.cases import queries
from yuban.kernel.numbering import spaced
from yuban.kernel.refusals import Invalid
from yuban.kernel.steps import utc_now
from yuban.people import actions as people
from yuban.sites import dossier, papers
from yuban.sites.access import Request, needs
from yuban.sites.handling import HandoverForm, OnTheSpotForm
from yuban.sites.window.forms import WithdrawalForm
from yuban.sites.window.pages import asked, opened, page

get_or_post = require_http_methods(["GET", "POST"])


@require_safe
@needs("window.serve")
def case(request: Request, number: str) -> HttpResponse:
    """Everything about a case of this hall, and what may be done with it here."""
    return page(request, opened(request, number))


@require_POST
@needs("window.serve")
def disclose(request: Request, number: str) -> HttpResponse:
    """Shows personal data in full, once; who looked and why is kept."""
    case = opened(request, number)
    try:
        for party in filter(None, (case.applicant, case.agent)):
            people.disclose(party=party, purpose=request.POST.get("purpose", ""), by=request.actor, at=utc_now())
    except Invalid as refusal:
        return page(request, case, refusal=refusal)
    return page(request, case, is_shown=True)


@require_safe
@needs("window.serve")
def paper(request: Request, number: str, kind: str) -> HttpResponse:
    """A slip as PDF, to print."""
    return papers.download(request, opened(request, number), kind)


@require_safe
@needs("window.serve")
def receipt(request: Request, number: str) -> HttpResponse:
    """What was taken over the counter, and the number and code to follow it by; a sheet to print."""
    case = opened(request, number)
    context = {
        "case": case,
        "number": spaced(case.number or ""),
        "sheets": [sheet for sheet in dossier.sheets(case) if sheet.papers],
        "terms": dossier.terms(case, utc_now()),
        "events": queries.history(case),
    }
    return render(request, "window/receipt.html", context)


@require_safe
@needs("window.serve")
def material(request: Request, number: str, seq: int) -> FileResponse:
    """A paper that came in as a file, shown in the browser where it can be."""
    found = opened(request, number).materials.filter(seq=seq).select_related("file").first()
    if found is None or found.file is None:
        raise Http404
    return papers.send(found.file, inline=True)


@require_POST
@needs("window.serve")
def check(request: Request, number: str, seq: int) -> HttpResponse:
    """Ticks, or unticks, that a paper was looked at."""
    case = opened(request, number)
    cases.check_material(case=case, seq=seq, is_checked=request.POST.get("is_checked") == "1", by=request.actor)
    if request.htmx:
        found = get_object_or_404(case.materials.select_related("file"), seq=seq)
        return render(request, "window/_paper.html", {"case": case, "paper": found, "may_check": True})
    return redirect("window:case", case.number)


@get_or_post
@needs("window.serve")
def deliver(request: Request, number: str) -> HttpResponse:
    """Hands the result over to whoever collects it."""
    note = _("请核对领取人的证件，并请其在送达回证上签字。")
    return asked(request, number, "deliver", HandoverForm, cases.deliver, note)


@get_or_post
@needs("window.serve")
def complete_on_the_spot(request: Request, number: str) -> HttpResponse:
    """Accepts, decides and hands over an instant case in one go."""
    note = _("即办件当场受理、当场决定、当场送达，各环节分别留痕。")
    return asked(request, number, "complete_on_the_spot", OnTheSpotForm, cases.complete_on_the_spot, note)


@get_or_post
@needs("window.serve")
def withdraw(request: Request, number: str) -> HttpResponse:
    """Withdraws at the applicant's wish."""
    note = _("请确认是申请人本人或其经办人提出。")
    return asked(request, number, "withdraw", WithdrawalForm, cases.withdraw, note)
