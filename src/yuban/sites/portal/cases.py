"""One's own cases: the list, one of them like a parcel on its way, its papers, taking it back."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuban.cases import actions, queries, rules
from yuban.cases.models import Case
from yuban.cases.reference import OPEN, State
from yuban.kernel.numbering import spaced
from yuban.kernel.refusals import Refusal
from yuban.kernel.steps import utc_now
from yuban.ratings import queries as ratings
from yuban.sites import dossier, papers
from yuban.sites.access import Request, needs
from yuban.sites.portal.forms import RatingForm, WithdrawForm
from yuban.sites.portal.pages import own_case, page, paged

MOST_DRAFTS = 20


@require_safe
@needs("portal.own")
def mine(request: Request) -> HttpResponse:
    """Drafts to go on with, and cases with their state and the days left."""
    now = utc_now()
    own = queries.mine(request.actor)
    found = paged(request, own.exclude(state=State.DRAFT))
    rows = [{"case": row, "face": queries.clockface(row, now), "number": spaced(row.number or "")} for row in found]
    drafts = own.filter(state=State.DRAFT)[:MOST_DRAFTS]
    return page(request, "cases", {"found": found, "rows": rows, "drafts": drafts})


@require_safe
@needs("portal.own")
@own_case
def case(request: Request, case: Case) -> HttpResponse:
    """What happened, who has it now, how many days are left and why; papers, rating, withdrawal."""
    return show(request, case)


def show(
    request: Request, case: Case, *, rating_form: RatingForm | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    """The page of a case; with a rating form that was not right, as it was filled in."""
    rating = ratings.of_case(case) if case.state == State.COMPLETED else None
    can_rate = case.state == State.COMPLETED and rating is None
    shown: dict[str, Any] = {
        **progress(case, queries.Reader.APPLICANT),
        "is_new": "done" in request.GET,
        "papers": papers.names(case),
        "materials": case.materials.select_related("file"),
        "why_not_withdraw": rules.may("withdraw", case, request.actor),
        "rating": rating,
        "rating_options": ratings.chosen_options(rating) if rating else [],
        "rating_form": (rating_form or RatingForm()) if can_rate else None,
    }
    return page(request, "case", shown, refusal=refusal, status=422 if rating_form else 200)


def progress(case: Case, reader: queries.Reader) -> dict[str, Any]:
    """What the timeline of a case shows to this reader."""
    now = utc_now()
    return {
        "case": case,
        "number": spaced(case.number or ""),
        "events": queries.history(case, reader),
        "face": queries.clockface(case, now),
        "terms": dossier.terms(case, now),
        "holder": _holder(case, reader),
        "is_open": case.state in OPEN,
    }


def _holder(case: Case, reader: queries.Reader) -> str:
    """Who has to do something now, as a sentence; empty when nobody has."""
    if case.state not in OPEN:
        return ""
    if case.state == State.CORRECTION:
        return _("现在等申请人补正。")
    is_own = reader is queries.Reader.APPLICANT
    who = f"{case.organ.name} {case.handler.name}" if is_own and case.handler else case.organ.name
    return _("现在在：%(who)s") % {"who": who}


@require_http_methods(("GET", "HEAD", "POST"))
@needs("portal.own")
@own_case
def withdraw(request: Request, case: Case) -> HttpResponse:
    """Asks once more and for a reason, then takes the application back."""
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial={"seen": case.step_count})
    refusal = rules.may("withdraw", case, request.actor)
    if form.is_valid():
        try:
            actions.withdraw(case=case, by=request.actor, at=utc_now(), **form.cleaned_data)
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(request, _("申请已撤回。"))
            return redirect("portal:case", case.number)
    status = refusal.status if refusal else 422 if form.is_bound else 200
    return page(request, "case_withdraw", {"case": case, "form": form, "why": refusal}, status=status)


@require_safe
@needs("portal.own")
@own_case
def paper(request: Request, case: Case, kind: str) -> HttpResponse:
    """A slip, notice or decision as PDF."""
    return papers.download(request, case, kind)


@require_safe
@needs("portal.own")
@own_case
def material(request: Request, case: Case, seq: int) -> FileResponse:
    """A paper one handed in."""
    row = case.materials.select_related("file").filter(seq=seq, file__isnull=False).first()
    if row is None or row.file is None:
        raise Http404
    return papers.send(row.file, inline=True)
