"""What the law does by itself (silence accepts, an unanswered notice lapses), and the rows its clock runs by."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from yuban.cases import clock, queries, rules
from yuban.cases.actions.intake import write_acceptance
from yuban.cases.actions.record import locked, save, step
from yuban.cases.models import Case, LegalLimit
from yuban.cases.reference import IN_EXAMINATION, State
from yuban.kernel import actions as kernel
from yuban.kernel.models import CalendarDay
from yuban.kernel.refusals import Invalid, insist
from yuban.people.queries import oversees_all
from yuban.people.rights import Actor
from yuban.people.rules import binds_all

BATCH: Final = 500
REPLAY: Final = "replay_clocks"


def deem_accepted(*, at: datetime) -> int:
    """行政许可法 §32(4): told nothing within five working days, the papers count as accepted the day they came in.

    Returns how many cases. Safe to run as often as one likes.
    """
    silent = Case.objects.filter(state__in=[State.SUBMITTED, State.RECEIVED], due_on__lt=timezone.localdate(at))
    return _each(silent, lambda case: _deem_accepted(case, at))


def lapse_overdue(*, at: datetime) -> int:
    """An applicant who does not answer the one-time notice within its limit has given up; returns how many cases."""
    silent = Case.objects.filter(state=State.CORRECTION, due_on__lt=timezone.localdate(at))
    return _each(silent, lambda case: _lapse(case, at))


def recompute_deadlines(*, at: datetime) -> int:
    """Replays the clock of every open case under the calendar as it is now; returns how many deadlines moved."""
    return _each(Case.objects.open(), lambda case: _recompute(case, at))


@transaction.atomic
def change_calendar_day(*, on: date, is_working: bool, name: str, by: Actor, at: datetime, reason: str) -> CalendarDay:
    """Declares a holiday or a make-up workday; the worker then replays the clock of every open case."""
    insist(binds_all(oversees_all(by)))
    day = kernel.set_calendar_day(on=on, is_working=is_working, name=name, by=by.name, at=at, reason=reason)
    queries.forget_rulebook()
    _replay_later()
    return day


def _replay_later() -> None:
    """Has the worker replay all clocks after this transaction; many changes in a row wait for one replay.

    A replay that is waiting already is held back until this transaction is over, so that it sees the change.
    """
    waiting = ProcrastinateJob.objects.select_for_update().filter(queueing_lock=REPLAY, status="todo")
    while waiting.first() is None:
        with suppress(AlreadyEnqueued), transaction.atomic():
            app.configure_task(REPLAY, queueing_lock=REPLAY).defer()


@transaction.atomic
def set_limit(*, key: str, days: int, valid_from: date, basis: str, by: Actor, at: datetime, reason: str) -> LegalLimit:
    """Sets a limit that is the place's own, from a day on; what the law itself sets changes only with the law.

    Notices given before keep the day they named. The same row sent twice is kept once.
    """
    insist(binds_all(oversees_all(by)))
    insist(rules.may_set_limit(key, days, valid_from, timezone.localdate(at)))
    before = LegalLimit.objects.filter(key=key).order_by("-valid_from")[:1].get()
    basis = basis.strip() or before.basis
    limit, created = LegalLimit.objects.get_or_create(
        key=key, valid_from=valid_from, defaults={"days": days, "label": before.label, "basis": basis}
    )
    if not created and limit.days != days:
        raise Invalid(_("这一天起的数值已经设定，请另选生效日期。"), code="limit_once", field="valid_from")
    if created:
        after = {"days": days, "valid_from": valid_from, "basis": basis}
        was = {"days": before.days, "valid_from": before.valid_from}
        kernel.note_change(what="legal_limit", key=key, before=was, after=after, by=by.name, at=at, reason=reason)
        queries.forget_rulebook()
    return limit


def _each(cases: QuerySet[Case], do: Callable[[Case], bool]) -> int:
    changed = 0
    for pk in _keys(cases):
        with transaction.atomic():
            changed += do(locked(Case(pk=pk)))
    return changed


def _keys(cases: QuerySet[Case]) -> Iterable[int]:
    last = 0
    while batch := list(cases.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield from batch
        last = batch[-1]


def _deem_accepted(case: Case, at: datetime) -> bool:
    if case.state not in (State.SUBMITTED, State.RECEIVED) or case.papers_received_at is None:
        return False
    limits, calendar = queries.rulebook(at)
    since = clock.deemed_accepted_at(case.papers_received_at, at, limits, calendar)
    if since is None:
        return False
    case.is_deemed_accepted = True
    write_acceptance(case, "deem_accepted", by=None, at=at, accepted_at=since)
    return True


def _lapse(case: Case, at: datetime) -> bool:
    if case.state != State.CORRECTION or case.due_on is None or case.due_on >= timezone.localdate(at):
        return False
    case.closed_at = at
    step(case, "lapse", by=None, at=at, reason=_("在规定期限内未补正，视为放弃申请；可以重新申请。"))
    save(case, "closed_at")
    return True


def _recompute(case: Case, at: datetime) -> bool:
    before = (case.due_on, case.promised_due_on, case.statutory_due_on)
    limits, calendar = queries.rulebook(at)
    if case.state in IN_EXAMINATION:
        promised, statutory = queries.decision_deadlines(case, at)
        case.promised_due_on, case.statutory_due_on = promised.due_on, statutory.due_on
        case.due_on = promised.due_on
    elif case.state in (State.SUBMITTED, State.RECEIVED) and case.papers_received_at:
        case.due_on = clock.reply_deadline(case.papers_received_at, limits, calendar).due_on
    elif case.state == State.DECIDED and case.decided_at:
        case.due_on = clock.delivery_deadline(case.decided_at, limits, calendar).due_on
    if before == (case.due_on, case.promised_due_on, case.statutory_due_on):
        return False
    moved = {"due_on": [str(before[0]), str(case.due_on)]}
    step(case, "move_deadline", by=None, at=at, reason=_("工作日历调整，期限重新计算。"), detail=moved)
    save(case, "due_on", "promised_due_on", "statutory_due_on")
    return True
