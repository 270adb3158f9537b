"""From acceptance to completion: examination, special procedures, extension, decision, delivery."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yuban.cases import clock, queries, rules
from yuban.cases.actions.intake import write_acceptance
from yuban.cases.actions.record import end_pause, locked, save, step
from yuban.cases.models import Case, Decision, Extension, Handover, Pause
from yuban.cases.reference import Procedure, State
from yuban.catalogue.reference import Delivery
from yuban.kernel.numbering import next_serial
from yuban.kernel.refusals import Invalid, insist
from yuban.people.rights import Actor

MOST_PAUSE_DAYS: Final = 250  # a year of working days: beyond that it is a typing error


@transaction.atomic
def examine(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """Begins the substantive examination (行政许可法 §34)."""
    case = locked(case, seen)
    insist(rules.may("examine", case, by))
    case.handler_id = by.account_id
    step(case, "examine", by=by, at=at)
    return save(case, "handler_id")


@transaction.atomic
def start_special_procedure(
    *, case: Case, by: Actor, at: datetime, procedure: str, expected_days: int, reason: str, seen: int | None = None
) -> Case:
    """§45: a hearing, test, expert review …: the clock stands still, the time it takes is told in writing."""
    case = locked(case, seen)
    insist(rules.may("start_special_procedure", case, by))
    if procedure not in Procedure.values:
        raise Invalid(_("请选择法律规定的特别程序。"), code="procedure_unknown", field="procedure")
    if not 1 <= expected_days <= MOST_PAUSE_DAYS:
        raise Invalid(
            _("所需工作日应在1到%(most)d之间。") % {"most": MOST_PAUSE_DAYS}, code="days", field="expected_days"
        )
    if not reason.strip():
        raise Invalid(_("请写明进行特别程序的原因，将书面告知申请人。"), code="reason_missing", field="reason")
    seq = Pause.objects.filter(case=case).count() + 1
    Pause.objects.create(
        case=case, seq=seq, procedure=procedure, reason=reason, expected_days=expected_days, started_at=at
    )
    detail = {"procedure": procedure, "expected_days": expected_days}
    step(case, "start_special_procedure", by=by, at=at, reason=reason, detail=detail)
    return save(case)


@transaction.atomic
def resume(*, case: Case, by: Actor, at: datetime, result: str, seen: int | None = None) -> Case:
    """Ends the special procedure; both deadlines move by the days that were not counted."""
    case = locked(case, seen)
    insist(rules.may("resume", case, by))
    end_pause(case, at, result=result)
    return _with_new_deadlines(case, "resume", by=by, at=at, reason=result)


@transaction.atomic
def extend(*, case: Case, by: Actor, at: datetime, days: int, reason: str, seen: int | None = None) -> Case:
    """§42: once, within the limit, approved by the head, the reason told to the applicant."""
    case = locked(case, seen)
    insist(rules.may("extend", case, by))
    limits, _calendar = queries.rulebook(at)
    assert case.statutory_due_on is not None  # extend is possible only after acceptance
    insist(clock.may_extend(days, timezone.localdate(at), case.statutory_due_on, limits))
    if not reason.strip():
        raise Invalid(_("请写明延长期限的理由，将告知申请人。"), code="reason_missing", field="reason")
    Extension.objects.create(case=case, days=days, reason=reason, approved_by_id=by.account_id, at=at)
    return _with_new_deadlines(case, "extend", by=by, at=at, reason=reason, days=days)


@transaction.atomic
def decide(*, case: Case, by: Actor, at: datetime, outcome: str, reason: str = "", seen: int | None = None) -> Case:
    """§38: decides in writing. An electronic result reaches the applicant at once, so that case is completed here."""
    case = locked(case, seen)
    insist(rules.may("decide", case, by))
    insist(rules.decision_refusal(outcome, reason))
    _decide(case, by=by, at=at, outcome=outcome, reason=reason)
    if case.delivery == Delivery.ELECTRONIC:
        _deliver(case, by=by, at=at, way=Delivery.ELECTRONIC, receiver=case.applicant_name, tracking="")
    return case


@transaction.atomic
def deliver(
    *, case: Case, by: Actor, at: datetime, way: str, receiver: str, tracking: str = "", seen: int | None = None
) -> Case:
    """§44: the result reaches the applicant within ten working days; with that the case is completed."""
    case = locked(case, seen)
    insist(rules.may("deliver", case, by))
    if way not in Delivery.values:
        raise Invalid(_("请选择送达方式。"), code="way_unknown", field="way")
    if not receiver.strip():
        raise Invalid(_("请填写收件人。"), code="receiver_missing", field="receiver")
    if way == Delivery.POST and not tracking.strip():
        raise Invalid(_("邮寄送达请填写快递单号。"), code="tracking_missing", field="tracking")
    return _deliver(case, by=by, at=at, way=way, receiver=receiver.strip(), tracking=tracking.strip())


@transaction.atomic
def complete_on_the_spot(
    *, case: Case, by: Actor, at: datetime, outcome: str, reason: str = "", receiver: str = "", seen: int | None = None
) -> Case:
    """An instant case: accepted, decided, handed over and completed in one go, each as its own step."""
    case = locked(case, seen)
    insist(rules.may_complete_on_the_spot(case, by))
    insist(rules.decision_refusal(outcome, reason))
    if case.state != State.ACCEPTED:
        write_acceptance(case, "accept", by=by, at=at, accepted_at=at)
    _decide(case, by=by, at=at, outcome=outcome, reason=reason)
    way = Delivery.WINDOW if receiver or case.delivery == Delivery.POST else case.delivery
    return _deliver(case, by=by, at=at, way=way, receiver=receiver or case.applicant_name, tracking="")


def _decide(case: Case, *, by: Actor, at: datetime, outcome: str, reason: str) -> None:
    limits, calendar = queries.rulebook(at)
    case.decided_at, case.outcome, case.handler_id = at, outcome, by.account_id
    case.due_on = clock.delivery_deadline(at, limits, calendar).due_on
    year = timezone.localdate(at).year
    number = f"{case.organ.name}〔{year}〕{next_serial('cases_decision_serial')}号"
    Decision.objects.create(
        case=case, document_number=number, outcome=outcome, reason=reason.strip(), decided_by_id=by.account_id, at=at
    )
    detail = {"outcome": outcome, "document_number": number}
    step(case, "decide", by=by, at=at, reason=reason.strip(), detail=detail)
    save(case, "decided_at", "outcome", "handler_id", "due_on")


def _deliver(case: Case, *, by: Actor, at: datetime, way: str, receiver: str, tracking: str) -> Case:
    Handover.objects.create(case=case, way=way, receiver=receiver, tracking=tracking, at=at)
    case.delivered_at = case.closed_at = at
    step(case, "deliver", by=by, at=at, detail={"way": way, "tracking": tracking})
    step(case, "complete", by=None, at=at)
    return save(case, "delivered_at", "closed_at")


def _with_new_deadlines(case: Case, verb: str, *, by: Actor, at: datetime, reason: str, days: int = 0) -> Case:
    promised, statutory = queries.decision_deadlines(case, at)
    case.promised_due_on, case.statutory_due_on = promised.due_on, statutory.due_on
    case.due_on = promised.due_on
    detail = {"promised_due_on": promised.due_on.isoformat(), "statutory_due_on": statutory.due_on.isoformat()}
    step(case, verb, by=by, at=at, reason=reason, detail=detail | ({"days": days} if days else {}))
    return save(case, "promised_due_on", "statutory_due_on", "due_on")
