"""Cases of the district or the city: browsed, overdue, one of them with its history, and what people thought."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yuban.cases import clock, figures, queries
from yuban.cases.clock import local_day
from yuban.cases.lifecycle import LIFECYCLE
from yuban.cases.models import Case
from yuban.cases.reference import OPEN, Outcome, State
from yuban.design.events import Event
from yuban.kernel.numbering import normalise, spaced
from yuban.kernel.steps import utc_now
from yuban.people.reference import PartyKind
from yuban.people.rules import mask_name, mask_number, mask_phone
from yuban.ratings import queries as ratings
from yuban.ratings.models import Option, Rating
from yuban.sites.access import Request, needs
from yuban.sites.console.filters import CaseFilter, OverdueFilter, RatingFilter
from yuban.sites.console.pages import page, sheet

LISTED: Final = ("organ", "version", "applicant")


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A line of a list of cases, ready to print."""

    number: str
    url: str
    item: str
    applicant: str
    organ: str
    state: str
    tone: str
    channel: str
    submitted_at: datetime | None
    light: str
    left: int | None


def tone(case: Case) -> str:
    """How the state of a case is coloured."""
    if case.state in (State.CORRECTION, State.SPECIAL_PROCEDURE):
        return "warn"
    if case.state in OPEN:
        return "active"
    if case.state == State.COMPLETED:
        return "good" if case.outcome == Outcome.GRANTED else "bad"
    return "muted"


def shown_name(case: Case) -> str:
    """The applicant's name, masked; a firm's is public and stays as it is."""
    return case.applicant_name if case.applicant.kind == PartyKind.FIRM else mask_name(case.applicant_name)


def case_rows(cases: Sequence[Case], at: datetime) -> list[CaseRow]:
    """Lines for cases that were loaded with LISTED; asks nothing more of the database."""
    rows = []
    for case in cases:
        face = queries.clockface(case, at)
        rows.append(
            CaseRow(
                number=spaced(case.number or ""),
                url=reverse("console:case", args=[case.number]),
                item=case.item_name,
                applicant=shown_name(case),
                organ=case.organ.name,
                state=case.get_state_display(),
                tone=tone(case),
                channel=case.get_channel_display(),
                submitted_at=case.submitted_at,
                light=face.light,
                left=face.left,
            )
        )
    return rows


@require_safe
@needs("console.see")
def browse(request: Request) -> HttpResponse:
    """All cases, the newest first."""
    form = CaseFilter(request.GET, actor=request.actor)
    cases = form.narrow(figures.overseen(request.actor)).select_related(*LISTED).order_by("-id")
    listed = sheet(request, cases)
    return page(request, "cases", {"form": form, "sheet": listed, "rows": case_rows(listed.rows, utc_now())})


@require_safe
@needs("console.see")
def overdue(request: Request) -> HttpResponse:
    """Cases in flight whose deadline is over, the longest overdue first."""
    at = utc_now()
    form = OverdueFilter(request.GET, actor=request.actor)
    late = form.narrow(figures.rows("overdue", request.actor, local_day(at)))
    listed = sheet(request, late.select_related(*LISTED).order_by("due_on", "id"))
    shown = {
        "form": form,
        "definition": figures.DEFINITIONS["overdue"],
        "scope": figures.scope(request.actor),
        "at": at,
        "count": late.count(),
        "sheet": listed,
        "rows": case_rows(listed.rows, at),
    }
    return page(request, "overdue", shown)


@require_safe
@needs("console.see")
def case(request: Request, number: str) -> HttpResponse:
    """One case, masked and read-only, with its history and whether that history holds."""
    at = utc_now()
    found = queries.detail(normalise(number), request.actor)
    deadline = queries.current_deadline(found, at)
    shown = {
        "case": found,
        "number": spaced(found.number or ""),
        "tone": tone(found),
        "face": queries.clockface(found, at),
        "applicant": shown_name(found),
        "identity": mask_number(found.applicant.identity_number),
        "phone": mask_phone(found.contact_phone),
        "deadline": deadline,
        "why": clock.explain(deadline) if deadline else [],
        "materials": found.materials.all(),
        "events": _events(found),
        "breaks": list(queries.verify_chains([found.number or ""])),
        "head": bytes(found.head_hash or b"").hex()[:16],
        "rating": rating_rows(ratings.visible_to(request.actor).filter(case=found)),
    }
    return page(request, "case", shown)


def _events(case: Case) -> list[Event]:
    """The steps of a case, the newest first; residents among those who took them are masked."""
    names = dict(State.choices)
    return [
        Event(
            title=f"{step.seq}. {_verb(step.verb)}（{names.get(step.from_state)} → {names.get(step.to_state)}）",
            at=step.at,
            by=mask_name(step.by_name) if step.by and step.by.party_id else step.by_name,
            body=step.reason,
        )
        for step in case.steps.select_related("by").order_by("-seq")
    ]


def _verb(verb: str) -> str:
    """The verb in words; as it stands if a tampered history holds one that does not exist."""
    known = {transition.verb for transition in LIFECYCLE.transitions}
    return LIFECYCLE.label(verb) if verb in known else verb


@dataclass(frozen=True, slots=True)
class RatingRow:
    """A rating as the office reads it: what it is about, never who gave it."""

    rating: Rating
    number: str
    url: str
    reasons: list[str]


@require_safe
@needs("console.see")
def rated(request: Request) -> HttpResponse:
    """Ratings of the overseen cases, the newest first; on wish only the bad ones."""
    form = RatingFilter(request.GET, actor=request.actor)
    listed = sheet(request, form.narrow(ratings.visible_to(request.actor)))
    return page(request, "ratings", {"form": form, "sheet": listed, "rows": rating_rows(listed.rows)})


def rating_rows(found: Iterable[Rating]) -> list[RatingRow]:
    """Lines for ratings that were loaded with their cases; one statement for the words of the options."""
    texts = dict(Option.objects.values_list("code", "text"))
    return [
        RatingRow(
            rating=rating,
            number=spaced(rating.case.number or ""),
            url=reverse("console:case", args=[rating.case.number]),
            reasons=[texts.get(code, code) for code in rating.options],
        )
        for rating in found
    ]
