"""The five outcomes of 行政许可法 §32 when papers have come in, and the taking of a case into one's hands."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from yuban.cases import clock, queries, rules
from yuban.cases.actions.record import locked, save, step
from yuban.cases.models import Case, Correction
from yuban.kernel.refusals import Invalid, insist
from yuban.people.rights import Actor


class Gap(TypedDict):
    """One line of the one-time notice: which paper or field, and what is wrong with it."""

    code: str
    name: str
    problem: str


@transaction.atomic
def receive(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """An officer takes the case into their hands. The legal clock has been running since the papers came in."""
    case = locked(case, seen)
    insist(rules.may("receive", case, by))
    case.handler_id = by.account_id
    step(case, "receive", by=by, at=at)
    return save(case, "handler_id")


@transaction.atomic
def accept(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """§32(5): complete and in legal form, therefore accepted; both deadlines run from now."""
    case = locked(case, seen)
    insist(rules.may("accept", case, by))
    return write_acceptance(case, "accept", by=by, at=at, accepted_at=at)


@transaction.atomic
def ask_correction(*, case: Case, by: Actor, at: datetime, gaps: Sequence[Gap], seen: int | None = None) -> Case:
    """§32(4): tells once, and completely, what has to be added; the applicant answers within the limit."""
    case = locked(case, seen)
    insist(rules.may("ask_correction", case, by))
    if not gaps:
        raise Invalid(_("请至少列出一项需要补正的内容。"), code="gaps_missing", field="gaps")
    for gap in gaps:
        if not gap["problem"].strip():
            raise Invalid(
                _("请写明“%(name)s”需要怎样补正。") % {"name": gap["name"]}, code="gap_unexplained", field="gaps"
            )
    limits, calendar = queries.rulebook(at)
    case.due_on = clock.correction_deadline(at, limits, calendar).due_on
    Correction.objects.create(case=case, items=[dict(gap) for gap in gaps], told_at=at, due_on=case.due_on)
    case.handler_id = by.account_id
    step(case, "ask_correction", by=by, at=at, detail={"gaps": [dict(gap) for gap in gaps]})
    return save(case, "due_on", "handler_id")


@transaction.atomic
def refuse(*, case: Case, by: Actor, at: datetime, reason: str, seen: int | None = None) -> Case:
    """Refuses to accept, in writing, with the reason and the remedies (§32 last paragraph, §38)."""
    return _turn_away("refuse", case=case, by=by, at=at, reason=reason, seen=seen)


@transaction.atomic
def redirect(*, case: Case, by: Actor, at: datetime, reason: str, seen: int | None = None) -> Case:
    """§32(2): not within this organ's power; the reason names the body to turn to."""
    return _turn_away("redirect", case=case, by=by, at=at, reason=reason, seen=seen)


@transaction.atomic
def tell_not_needed(*, case: Case, by: Actor, at: datetime, reason: str, seen: int | None = None) -> Case:
    """§32(1): no licence is needed for this; told at once."""
    return _turn_away("tell_not_needed", case=case, by=by, at=at, reason=reason, seen=seen)


def _turn_away(verb: str, *, case: Case, by: Actor, at: datetime, reason: str, seen: int | None) -> Case:
    case = locked(case, seen)
    insist(rules.may(verb, case, by))
    if not reason.strip():
        raise Invalid(_("请写明理由；不属本机关的，写明应向哪个机关申请。"), code="reason_missing", field="reason")
    case.handler_id = by.account_id
    case.closed_at = at
    step(case, verb, by=by, at=at, reason=reason.strip())
    return save(case, "closed_at", "handler_id")


def write_acceptance(case: Case, verb: str, *, by: Actor | None, at: datetime, accepted_at: datetime) -> Case:
    """Writes acceptance and both deadlines of a locked case; who may, the calling verb has asked."""
    limits, calendar = queries.rulebook(at)
    promised, statutory = clock.decision_deadlines(
        accepted_at,
        promised_days=case.version.promised_days,
        statutory_days=case.version.statutory_days,
        limits=limits,
        calendar=calendar,
    )
    case.accepted_at = accepted_at
    case.promised_due_on, case.statutory_due_on = promised.due_on, statutory.due_on
    case.due_on = case.promised_due_on
    if by is not None:
        case.handler_id = by.account_id
    detail = {"promised_due_on": promised.due_on.isoformat(), "statutory_due_on": statutory.due_on.isoformat()}
    step(case, verb, by=by, at=at, detail=detail)
    return save(
        case, "accepted_at", "promised_due_on", "statutory_due_on", "due_on", "handler_id", "is_deemed_accepted"
    )
