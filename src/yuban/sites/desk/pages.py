"""What all pages of a case on the desk share: opening it, showing it, asking for a verb, saying what happened."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from yuban.cases import queries, rules
from yuban.cases.models import Case
from yuban.cases.reference import BEFORE_ACCEPTANCE, IN_EXAMINATION, State
from yuban.catalogue.reference import Kind
from yuban.kernel.numbering import normalise, spaced
from yuban.kernel.refusals import NotYours, Refusal, insist
from yuban.kernel.steps import utc_now
from yuban.people.rights import Actor
from yuban.sites import dossier, lines, papers, worklists
from yuban.sites.access import Request
from yuban.sites.handling import DONE, Act, CaseForm, answer, attempt, label

INTAKE: Final = ("receive", "accept", "ask_correction", "refuse", "redirect", "tell_not_needed")
EXAMINATION: Final = ("examine", "decide", "start_special_procedure", "extend")
AT_ONCE: Final = frozenset({"receive", "accept", "examine"})  # a click is enough, the others ask something


def opened(request: Request, number: str, load: Callable[[str, Actor], Case] = queries.detail) -> Case:
    """A case of the officer's organs. Somebody who handled it and has lost the post since is told so."""
    number = normalise(number)
    try:
        case = load(number, request.actor)
    except NotYours:
        lost = Case.objects.filter(number=number, handler=request.actor.account_id).first()
        insist(rules.is_handler(lost, request.actor) if lost else None)
        raise
    if rules.is_handler(case, request.actor):  # one's own application, for example: that is the portal's
        raise NotYours
    return case


def verbs(case: Case) -> tuple[str, ...]:
    """The verbs whose buttons stand on the case's page, possible now or greyed."""
    if case.state == State.CORRECTION:
        return ("accept", "refuse")
    if case.state in BEFORE_ACCEPTANCE:
        return ("complete_on_the_spot", *INTAKE) if case.kind == Kind.INSTANT else INTAKE
    if case.state == State.SPECIAL_PROCEDURE:
        return ("resume", "decide", "extend")
    if case.state in IN_EXAMINATION:
        return ("complete_on_the_spot",) if case.kind == Kind.INSTANT else EXAMINATION
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
        "tone": lines.TONES.get(case.state, "neutral"),
        "is_paused": case.state in worklists.TABS["paused"],
    }
    return render(request, "desk/case.html", context, status=refusal.status if refusal else status)


def _button(case: Case, verb: str, why: Refusal | None) -> Mapping[str, Any]:
    url = reverse(f"desk:{verb}", args=[case.number])
    kind = {"accept": "primary", "decide": "primary", "deliver": "primary", "refuse": "danger"}.get(verb, "secondary")
    return {"verb": verb, "label": label(verb), "url": url, "why": why, "kind": kind, "at_once": verb in AT_ONCE}


def done(request: Request, case: Case, verb: str) -> HttpResponse:
    """Back to the case, with what was done and the way to the next one in the same list. `case` is as it was before."""
    said = _("“%(verb)s”已完成。") % {"verb": label(verb)}
    following = worklists.next_to_do(request.actor.organs(*rules.OFFICERS), case, worklists.tab_of(case.state))
    if following:
        url, words = reverse("desk:case", args=[following]), _("下一件：%(number)s") % {"number": spaced(following)}
    else:
        url, words = reverse("desk:home"), _("此类待办已清空，返回列表")
    messages.success(request, format_html('{} <a href="{}" accesskey="n">{}</a>', said, url, words))
    return redirect("desk:case", case.number)


def at_once(request: Request, number: str, verb: str, act: Act) -> HttpResponse:
    """A verb that needs no more than a click."""
    case = opened(request, number, queries.visible)
    if refusal := attempt(request, case, verb, act):
        return page(request, opened(request, number), refusal=refusal)
    return done(request, case, verb)


def asked(
    request: Request, number: str, verb: str, form_class: type[CaseForm], act: Act, note: str = "", **shown: Any
) -> HttpResponse:
    """A verb that asks something: GET shows its form, POST does it; what was typed survives every refusal."""
    case = opened(request, number)
    form = form_class(request.POST or None, case=case)
    refusal, status = answer(request, case, verb, form, act) if request.method == "POST" else (None, 200)
    if status == DONE:
        return done(request, case, verb)
    now = opened(request, number)
    context = {
        "case": now,
        "number": spaced(number),
        "verb": verb,
        "label": label(verb),
        "form": form,
        "refusal": refusal,
        "why": rules.may(verb, now, request.actor),
        "note": note,
    }
    return render(request, "desk/verb.html", context | shown, status=status)
