"""What all pages of the window share: the hall one serves in, opening a case of it, showing it."""

from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yuban.cases import queries, rules
from yuban.cases.models import Case
from yuban.cases.reference import BEFORE_ACCEPTANCE, IN_EXAMINATION, State
from yuban.catalogue.reference import Kind
from yuban.hall import queries as halls
from yuban.hall.models import Hall
from yuban.kernel.numbering import normalise, spaced
from yuban.kernel.refusals import NotYours, Refusal
from yuban.kernel.steps import utc_now
from yuban.people.reference import Role
from yuban.sites import dossier, lines, papers, worklists
from yuban.sites.access import Request
from yuban.sites.handling import DONE, Act, CaseForm, answer, label

CHOSEN_HALL: Final = "hall"
EDITABLE: Final = (State.DRAFT, State.CORRECTION)


def hall_of(request: Request) -> Hall | None:
    """The hall the person serves in now: the one chosen, else the first; None if their organ runs none."""
    known = list(halls.halls_of(request.actor))
    chosen = request.session.get(CHOSEN_HALL)
    return next((hall for hall in known if hall.pk == chosen), known[0] if known else None)


def opened(request: Request, number: str) -> Case:
    """A case that was taken in one of the person's halls."""
    case = queries.detail(normalise(number), request.actor)
    if rules.is_at_hall(case, request.actor):
        raise NotYours
    return case


def draft(request: Request, pk: int) -> Case:
    """A draft, or a case in correction, of one of the person's halls."""
    organs = request.actor.organs(Role.WINDOW_STAFF)
    related = ("version__item", "organ", "hall_organ", "applicant", "agent", "correction")
    case: Case | None = Case.objects.in_halls(organs).filter(pk=pk).select_related(*related).first()
    if case is None:
        raise Http404
    return case


def verbs(case: Case) -> tuple[str, ...]:
    """The verbs whose buttons stand on the case's page."""
    own: tuple[str, ...] = ()
    if case.kind == Kind.INSTANT and case.state in (*BEFORE_ACCEPTANCE, *IN_EXAMINATION):
        own = ("complete_on_the_spot",)
    if case.state == State.CORRECTION:
        own = ("resubmit",)
    if case.state in (*BEFORE_ACCEPTANCE, *IN_EXAMINATION):
        return (*own, "withdraw")
    return ("deliver",) if case.state == State.DECIDED else ()


def page(
    request: Request, case: Case, *, refusal: Refusal | None = None, is_shown: bool = False, status: int = 200
) -> HttpResponse:
    """The page of a case; with a refusal, its sentence above the state of things as they are now."""
    at = utc_now()
    offered = rules.offered(case, request.actor, verbs(case))
    context = {
        "case": case,
        "number": spaced(case.number or ""),
        "refusal": refusal,
        "is_shown": is_shown,
        "tone": lines.TONES.get(case.state, "neutral"),
        "is_paused": case.state in worklists.TABS["paused"],
        "applicant": dossier.person(case.applicant, is_shown=is_shown, phone=case.contact_phone),
        "agent": dossier.person(case.agent, is_shown=is_shown) if case.agent else None,
        "answers": dossier.answers(case, is_shown=is_shown),
        "sheets": dossier.sheets(case),
        "may_check": rules.may_check_material(case, request.actor) is None,
        "events": dossier.events(case, is_shown=is_shown),
        "clockface": queries.clockface(case, at),
        "terms": dossier.terms(case, at),
        "papers": papers.names(case),
        "buttons": [_button(case, verb, why) for verb, why in offered.items()],
    }
    return render(request, "window/case.html", context, status=refusal.status if refusal else status)


def _button(case: Case, verb: str, why: Refusal | None) -> Mapping[str, Any]:
    url = reverse(f"window:{verb}", args=[case.number])
    return {"label": label(verb), "url": url, "why": why, "kind": "secondary" if verb == "withdraw" else "primary"}


def asked(
    request: Request, number: str, verb: str, form_class: type[CaseForm], act: Act, note: str = ""
) -> HttpResponse:
    """A verb that asks something: GET shows its form, POST does it; what was typed survives every refusal."""
    case = opened(request, number)
    form = form_class(request.POST or None, case=case)
    refusal, status = answer(request, case, verb, form, act) if request.method == "POST" else (None, 200)
    if status == DONE:
        messages.success(request, _("“%(verb)s”已完成。") % {"verb": label(verb)})
        return redirect("window:case", case.number)
    now = opened(request, number)
    context = {
        "case": now,
        "number": spaced(number),
        "label": label(verb),
        "form": form,
        "refusal": refusal,
        "why": rules.may(verb, now, request.actor),
        "note": note,
        "kind": "danger" if verb == "withdraw" else "primary",
    }
    return render(request, "window/verb.html", context, status=status)
