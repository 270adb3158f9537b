"""Reads of cases that are more than a filter: rulebook of the day, deadlines with their days, verification."""

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from time import monotonic
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from yuban.cases import clock, rules, sentences
from yuban.cases.lifecycle import LIFECYCLE
from yuban.cases.models import Case, CaseStep, LegalLimit
from yuban.cases.reference import IN_EXAMINATION, OPEN, Channel, Procedure, State
from yuban.catalogue.queries import filed_under
from yuban.design.events import Event
from yuban.kernel import steps
from yuban.kernel.models import CalendarDay, CalendarYear
from yuban.kernel.numbering import normalise
from yuban.kernel.refusals import NotYours
from yuban.kernel.sm3 import sm3
from yuban.kernel.working_time import Calendar, Day, Pause, between, count
from yuban.people.rights import Actor

_KEPT_SECONDS: Final = 30.0
# a row of a case that a page may show → the step that writes it
_CHILDREN: Final = {"correction": "ask_correction", "extension": "extend", "decision": "decide", "handover": "deliver"}
_rulebook: tuple[float, clock.Limits, Calendar] | None = None


def rulebook(at: datetime) -> tuple[clock.Limits, Calendar]:
    """The limits in force on this day and the working calendar, read from their rows at most every half minute."""
    global _rulebook
    if _rulebook is None or monotonic() - _rulebook[0] > _KEPT_SECONDS:
        _rulebook = (monotonic(), _limits(at), _calendar())
    return _rulebook[1], _rulebook[2]


def forget_rulebook() -> None:
    """After a limit or a day of the calendar was changed by this process."""
    global _rulebook
    _rulebook = None


def _limits(at: datetime) -> clock.Limits:
    rows: dict[str, LegalLimit] = {}
    for row in LegalLimit.objects.filter(valid_from__lte=timezone.localdate(at)).order_by("valid_from"):
        rows[row.key] = row
    return clock.Limits(**{key: row.days for key, row in rows.items()})


def _calendar() -> Calendar:
    published = set(CalendarYear.objects.filter(is_provisional=False).values_list("year", flat=True))
    days = [Day(row.on, row.is_working, row.name) for row in CalendarDay.objects.all()]
    return Calendar(days, published_years=published)


def pauses(case: Case, calendar: Calendar, today: date) -> list[Pause]:
    """The special procedures of a case as spans the clock does not count.

    One that still runs is taken to last as long as the applicant was told, or until today if that is over.
    """
    spans = []
    for row in case.pauses.all():
        since = timezone.localdate(row.started_at)
        if row.ended_at:
            until = timezone.localdate(row.ended_at)
        else:
            until = max(count(since, row.expected_days, calendar).due_on, today)
        spans.append(Pause(since, until, Procedure(row.procedure).label))
    return spans


def decision_deadlines(case: Case, at: datetime) -> tuple[clock.Deadline, clock.Deadline]:
    """(promised, statutory) deadline of an accepted case with every day that was counted or skipped, and why."""
    limits, calendar = rulebook(at)
    extension = getattr(case, "extension", None)
    assert case.accepted_at is not None
    return clock.decision_deadlines(
        case.accepted_at,
        promised_days=case.version.promised_days,
        statutory_days=case.version.statutory_days,
        limits=limits,
        calendar=calendar,
        pauses=pauses(case, calendar, timezone.localdate(at)),
        extension_days=extension.days if extension else 0,
    )


def current_deadline(case: Case, at: datetime) -> clock.Deadline | None:
    """The deadline that somebody has to keep now, with its days; None for drafts and cases that are over."""
    limits, calendar = rulebook(at)
    if case.state in (State.SUBMITTED, State.RECEIVED) and case.papers_received_at:
        return clock.reply_deadline(case.papers_received_at, limits, calendar)
    if case.state == State.CORRECTION:
        told = case.correction  # the day told in the notice stands, whatever the limit is today
        days = between(timezone.localdate(told.told_at), told.due_on, calendar)
        return clock.correction_deadline(told.told_at, replace(limits, correction_days=days), calendar)
    if case.state in IN_EXAMINATION:
        return decision_deadlines(case, at)[0]
    if case.state == State.DECIDED and case.decided_at:
        return clock.delivery_deadline(case.decided_at, limits, calendar)
    return None


@dataclass(frozen=True, slots=True)
class Clockface:
    """What a list shows of a case's time: the colour, and working days left (negative when overdue)."""

    light: str
    left: int | None


def clockface(case: Case, at: datetime) -> Clockface:
    """Light and days left from the stored due date; needs no query beyond the rulebook."""
    limits, calendar = rulebook(at)
    today = timezone.localdate(at)
    if case.due_on is None or case.state not in OPEN:
        return Clockface("", None)
    total = case.version.promised_days if case.state in IN_EXAMINATION else limits.reply_days
    is_paused = case.state in (State.SPECIAL_PROCEDURE, State.CORRECTION)
    light = clock.light(today, case.due_on, total, limits, calendar, is_paused=is_paused)
    return Clockface(light, between(today, case.due_on, calendar))


def to_do(actor: Actor) -> QuerySet[Case]:
    """Open cases of the officer's organs by deadline, whoever has to act on them."""
    return Case.objects.handled_by(actor).open().select_related("version").order_by("due_on", "id")


def visible(number: str, actor: Actor) -> Case:
    """One case this person may see. Raises NotYours for unknown and foreign numbers alike."""
    return _one(Case.objects.visible_to(actor).filter(number=number))


def detail(number: str, actor: Actor) -> Case:
    """One case this person may see, with what its page shows. Raises NotYours."""
    return _detail(Case.objects.visible_to(actor).filter(number=number), "applicant")


def _one(rows: QuerySet[Case]) -> Case:
    case = next(iter(rows.order_by()), None)
    if case is None:
        raise NotYours
    case.version = filed_under(case.version_id)
    return case


def _detail(rows: QuerySet[Case], *related: str) -> Case:
    case = _one(rows.select_related("organ", "handler", *related))
    done = {step.verb for step in case.past}
    for child, verb in _CHILDREN.items():
        if verb not in done:  # nobody need ask for a row that no step has written
            case._state.fields_cache[child] = None
    return case


def mine(actor: Actor) -> QuerySet[Case]:
    """One's own cases and drafts and those of one's principals, whatever posts one holds; the newest first.

    A draft that a window is still writing is the window's.
    """
    return _own(actor).select_related("version", "organ").order_by("-id")


def _own(actor: Actor) -> QuerySet[Case]:
    rows: QuerySet[Case] = Case.objects.filter(applicant__in=actor.party_ids)
    return rows.exclude(state=State.DRAFT, channel=Channel.WINDOW)


def own(number: str, actor: Actor) -> Case:
    """One of one's own filed cases, with what its page shows. Raises NotYours."""
    return _detail(_own(actor).filter(number=number))


def own_draft(pk: int, actor: Actor) -> Case:
    """One of one's own cases by its key, as drafts have no number yet. Raises NotYours."""
    return _one(_own(actor).filter(pk=pk))


class Reader(StrEnum):
    """Who reads a history: staff see names, the applicant which body acted, anybody else not even the reasons."""

    STAFF = "staff"
    APPLICANT = "applicant"
    ANYBODY = "anybody"


def history(case: Case, reader: Reader = Reader.STAFF) -> list[Event]:
    """What happened to a case as a timeline shows it, the newest first."""
    return [
        Event(
            title=LIFECYCLE.label(row.verb),
            at=row.at,
            by=row.by_name if reader is Reader.STAFF else _body_acting(case, row),
            body="" if reader is Reader.ANYBODY else sentences.body(row.verb, row.reason, row.detail),
            tone=sentences.tone(row.verb, row.detail),
        )
        for row in reversed(case.past)
    ]


def _body_acting(case: Case, row: CaseStep) -> str:
    if row.by_id is None:
        return row.by_name
    if row.verb in rules.APPLICANT_VERBS:
        return _("申请人")
    taken_by = case.hall_organ if row.verb == "take_over_counter" else None
    return (taken_by or case.organ).name


def by_number_and_code(number: str, code: str) -> Case | None:
    """The case of a number and query code, as anybody may follow it without signing in; None if they do not belong."""
    case = Case.objects.filter(number=normalise(number)).select_related("version", "organ", "hall_organ").first()
    if case is None or not secrets.compare_digest(case.query_code.encode(), normalise(code).encode()):
        return None
    return case


def form_digest(form: Mapping[str, Any]) -> str:
    """SM3 of an application form's answers, so that the step that filed them vouches for them; 64 hex digits."""
    return sm3(json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hex()


@dataclass(frozen=True, slots=True)
class Finding:
    """A case whose history does not hold: its number, the step and what is wrong with it."""

    number: str
    seq: int
    kind: str


def verify_chains(numbers: Sequence[str] = ()) -> Iterator[Finding]:
    """Checks every case, or these: hashes, gaps, the state each step says, the form that was filed.

    Kinds: altered, missing, inserted, head (steps.breaks), state (a step does not follow from the one before), form.
    """
    cases = Case.objects.exclude(state=State.DRAFT).order_by("pk")
    if numbers:
        cases = cases.filter(number__in=numbers)
    rows = CaseStep.objects.filter(case__in=cases).order_by("case_id", "seq").values().iterator(chunk_size=5000)
    grouped = groupby(rows, key=lambda row: row["case_id"])
    pending = next(grouped, None)
    for case in cases.iterator(chunk_size=2000):
        own: list[Mapping[str, Any]] = []
        if pending is not None and pending[0] == case.pk:
            own = list(pending[1])
            pending = next(grouped, None)
        yield from _findings(case, own)


def _findings(case: Case, rows: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    number = case.number or str(case.pk)
    for found in steps.breaks(f"case:{case.pk}", rows, count=case.step_count, head=bytes(case.head_hash or b"")):
        yield Finding(number, found.seq, found.kind)
    state = str(State.DRAFT)
    for row in rows:
        if row["from_state"] != state:
            yield Finding(number, row["seq"], "state")
        state = row["to_state"]
    filed = [row for row in rows if "form" in row["detail"] or row["verb"] == "ask_correction"]
    # a notice to correct opens the form again; until it is handed in anew no step vouches for the answers
    if filed and filed[-1]["detail"].get("form", form_digest(case.form)) != form_digest(case.form):
        yield Finding(number, filed[-1]["seq"], "form")
    if state != case.state:
        yield Finding(number, case.step_count, "state")
