"""Which papers a case has, and each of them filled from its rows; `documents` says what they look like."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuban.cases import clock, documents, queries
from yuban.cases.models import Case, CaseMaterial, CaseStep
from yuban.cases.reference import Got, Outcome, Procedure
from yuban.catalogue.reference import Delivery, ItemType
from yuban.kernel.numbering import spaced
from yuban.people.reference import PartyKind


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper: the step whose existence makes it, its name, how it is filled."""

    verbs: tuple[str, ...]
    label: Promise | str
    fill: Callable[[Case, CaseStep, str], documents.Paper]


def existing(case: Case) -> list[tuple[str, str]]:
    """(kind, name) of the papers this case has by now, in the order they came about."""
    verbs = {step.verb for step in case.past}
    return [(name, str(kind.label)) for name, kind in KINDS.items() if verbs & set(kind.verbs)]


def pdf(case: Case, kind: str, *, query_url: str) -> bytes | None:
    """The paper as PDF, dated by its step, so that it is the same whenever it is printed; None if it does not exist."""
    found = KINDS.get(kind)
    if found is None:
        return None
    step = CaseStep.objects.filter(case=case, verb__in=found.verbs).order_by("-seq").first()
    if step is None:
        return None
    with translation.override("zh-hans"):  # an official document, whatever language its reader has chosen
        return documents.pdf(found.fill(case, step, query_url))


def base(case: Case, issued_at: datetime, url: str) -> dict[str, Any]:
    """What every paper says; its code leads to `url`."""
    return {
        "organ": case.organ.full_name,
        "phone": case.version.inquiry_phone,
        "complaint_phone": case.version.complaint_phone,
        "address": case.organ.address,
        "number": spaced(case.number or ""),
        "applicant": case.applicant_name,
        "is_firm": case.applicant.kind == PartyKind.FIRM,
        "item": case.item_name,
        "is_licence": case.version.type == ItemType.LICENCE,
        "applied_on": clock.local_day(case.submitted_at or issued_at),
        "issued_at": issued_at,
        "url": url,
    }


def _acceptance(case: Case, step: CaseStep, query_url: str) -> documents.Paper:
    assert case.accepted_at is not None
    limits, calendar = queries.rulebook(step.at)
    promised, statutory = clock.decision_deadlines(
        case.accepted_at,
        promised_days=case.version.promised_days,
        statutory_days=case.version.statutory_days,
        limits=limits,
        calendar=calendar,
    )
    papers = CaseMaterial.objects.filter(case=case, added_at__lte=step.at)
    return documents.AcceptanceSlip(
        **base(case, step.at, query_url),
        query_code=case.query_code,
        accepted_on=clock.local_day(case.accepted_at),
        is_deemed=case.is_deemed_accepted,
        promised=documents.term(promised),
        statutory=documents.term(statutory),
        materials=tuple(documents.Received(name=row.name, got=str(Got(row.got).label)) for row in papers),
    )


def _correction(case: Case, step: CaseStep, query_url: str) -> documents.Paper:
    return documents.CorrectionNotice(
        **base(case, step.at, query_url),
        gaps=tuple(documents.Gap(name=gap["name"], problem=gap["problem"]) for gap in case.correction.items),
        due_on=case.correction.due_on,
        query_code=case.query_code,
    )


def _refusal(case: Case, step: CaseStep, query_url: str) -> documents.Paper:
    return documents.RefusalNotice(**base(case, step.at, query_url), reason=step.reason)


def _redirection(case: Case, step: CaseStep, query_url: str) -> documents.Paper:
    return documents.RedirectionNotice(**base(case, step.at, query_url), reason=step.reason)


def _not_needed(case: Case, step: CaseStep, query_url: str) -> documents.Paper:
    return documents.NotNeededNotice(**base(case, step.at, query_url), reason=step.reason)


def _special_procedure(case: Case, step: CaseStep, query_url: str) -> documents.Paper:
    assert case.accepted_at is not None
    return documents.SpecialProcedureNotice(
        **base(case, step.at, query_url),
        procedure=str(Procedure(step.detail["procedure"]).label),
        reason=step.reason,
        expected_days=step.detail["expected_days"],
        started_on=timezone.localdate(step.at),
        accepted_on=clock.local_day(case.accepted_at),
    )


def _extension(case: Case, step: CaseStep, query_url: str) -> documents.Paper:
    assert case.accepted_at is not None
    return documents.ExtensionNotice(
        **base(case, step.at, query_url),
        accepted_on=clock.local_day(case.accepted_at),
        days=step.detail["days"],
        reason=step.reason,
        due_on=datetime.fromisoformat(step.detail["statutory_due_on"]).date(),
    )


def _decision(case: Case, step: CaseStep, query_url: str) -> documents.Paper:
    decision = case.decision
    return _decision_paper(case, step.at, decision.document_number, decision.outcome, decision.reason)


def unsigned_decision(case: Case, outcome: str, reason: str, at: datetime) -> bytes:
    """The decision as it would read if it were made now; it has no number before it is made."""
    return documents.pdf(_decision_paper(case, at, "（决定后编号）", outcome, reason))


def _decision_paper(case: Case, at: datetime, number: str, outcome: str, reason: str) -> documents.DecisionPaper:
    limits, calendar = queries.rulebook(at)
    return documents.DecisionPaper(
        **base(case, at, ""),
        document_number=number,
        outcome=Outcome(outcome),
        identity=case.applicant.identity_number,
        accepted_on=clock.local_day(case.accepted_at or at),
        legal_basis=tuple(f"《{row['law']}》{row['article']}" for row in case.version.legal_basis),
        reason=reason,
        results=tuple(case.version.results.values_list("name", flat=True)),
        deliver_by=clock.delivery_deadline(at, limits, calendar).due_on,
    )


def _delivery_receipt(case: Case, step: CaseStep, query_url: str) -> documents.Paper:
    handover = case.handover
    decided = _decision_paper(case, step.at, case.decision.document_number, case.outcome, case.decision.reason)
    names = [f"《{decided.title}》（{decided.document_number}）"]
    if case.outcome == Outcome.GRANTED:
        names += case.version.results.values_list("name", flat=True)
    return documents.DeliveryReceipt(
        **base(case, step.at, query_url),
        papers=tuple(names),
        way=str(Delivery(handover.way).label),
        receiver=handover.receiver,
        delivered_at=handover.at,
        place=case.hall_organ.full_name if case.hall_organ and handover.way == Delivery.WINDOW else "",
        tracking=handover.tracking,
        deliverer=step.by_name,
    )


KINDS: Final[dict[str, Kind]] = {
    "acceptance_slip": Kind(("accept", "deem_accepted"), _("受理通知书"), _acceptance),
    "correction_notice": Kind(("ask_correction",), _("一次性补正告知书"), _correction),
    "refusal_notice": Kind(("refuse",), _("不予受理通知书"), _refusal),
    "redirection_notice": Kind(("redirect",), _("不属于本机关职权范围告知书"), _redirection),
    "not_needed_notice": Kind(("tell_not_needed",), _("无需办理告知书"), _not_needed),
    "special_procedure_notice": Kind(("start_special_procedure",), _("特别程序告知书"), _special_procedure),
    "extension_notice": Kind(("extend",), _("延长办理期限告知书"), _extension),
    "decision": Kind(("decide",), _("决定书"), _decision),
    "delivery_receipt": Kind(("deliver",), _("送达回证"), _delivery_receipt),
}
