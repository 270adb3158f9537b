"""One case on the officer's desk: its page, its papers, the ticks, and personal data for a stated purpose."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from yuban.cases import actions as cases
from yuban.kernel.refusals import Invalid
from yuban.kernel.steps import utc_now
from yuban.people import actions as people
from yuban.sites import papers
from yuban.sites.access import Request, needs
from yuban.sites.desk.pages import opened, page


@require_safe
@needs("desk.handle")
def case(request: Request, number: str) -> HttpResponse:
    """Everything about a case, and what may be done with it."""
    return page(request, opened(request, number))


@require_POST
@needs("desk.handle")
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
@needs("desk.handle")
def paper(request: Request, number: str, kind: str) -> HttpResponse:
    """A slip or decision as PDF."""
    return papers.download(request, opened(request, number), kind)


@require_safe
@needs("desk.handle")
def material(request: Request, number: str, seq: int) -> FileResponse:
    """A paper the applicant handed in, shown in the browser where it can be."""
    found = opened(request, number).materials.filter(seq=seq, file__isnull=False).select_related("file").first()
    if found is None or found.file is None:
        raise Http404
    return papers.send(found.file, inline=True)


@require_POST
@needs("desk.handle")
def check(request: Request, number: str, seq: int) -> HttpResponse:
    """Ticks, or unticks, that a paper was looked at."""
    case = opened(request, number)
    cases.check_material(case=case, seq=seq, is_checked=request.POST.get("is_checked") == "1", by=request.actor)
    if request.htmx:
        found = get_object_or_404(case.materials.select_related("file"), seq=seq)
        return render(request, "desk/_paper.html", {"case": case, "paper": found, "may_check": True})
    return redirect("desk:case", case.number)
