"""What each paper of a case says, as plain data.

Articles are those of 行政许可法; to items that are no licences it is applied by analogy, and the papers say so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from yuban.cases.reference import Outcome

OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.GRANTED: "准予",
    Outcome.DENIED: "不予",
    Outcome.TERMINATED: "终止",
}


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What every paper says: which organ, about which case, to whom, on which day."""

    template: ClassVar[str]
    form: ClassVar[str] = ""

    organ: str
    phone: str
    complaint_phone: str
    address: str
    number: str
    applicant: str
    is_firm: bool
    item: str
    is_licence: bool
    applied_on: date
    issued_at: datetime
    url: str = ""  # where the QR code leads: progress, correction or rating

    @property
    def title(self) -> str:
        """The name of this kind of paper, as printed at its head."""
        return self.form


@dataclass(frozen=True, kw_only=True)
class Term:
    """A limit told to the applicant: so many working days, hence this day; `remarks` are days that surprise."""

    days: int
    due_on: date
    remarks: tuple[str, ...] = ()
    is_provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class Received:
    """A paper that was handed in: its name and how (附件上传, 纸质收取 …)."""

    name: str
    got: str
    copies: int = 1


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A line of the one-time notice: which paper or field, and what is wrong with it."""

    name: str
    problem: str


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """Where to turn against a paper; empty names mean "the competent one" (行政复议法 §20, 行政诉讼法 §46)."""

    review_body: str = ""
    court: str = ""


@dataclass(frozen=True, kw_only=True)
class AcceptanceSlip(Paper):
    """受理通知书: accepted (行政许可法 §32), or deemed so because the organ kept silent."""

    template: ClassVar[str] = "acceptance.typ"
    form: ClassVar[str] = "受理通知书"

    query_code: str
    accepted_on: date
    is_deemed: bool = False
    promised: Term
    statutory: Term
    materials: tuple[Received, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CorrectionNotice(Paper):
    """一次性补正告知书: everything that is missing, once, and what happens without an answer (§32)."""

    template: ClassVar[str] = "correction.typ"
    form: ClassVar[str] = "补正材料一次性告知书"

    gaps: tuple[Gap, ...]
    due_on: date
    query_code: str


@dataclass(frozen=True, kw_only=True)
class RefusalNotice(Paper):
    """不予受理通知书, with the reason and the remedies (§32, §38)."""

    template: ClassVar[str] = "refusal.typ"
    form: ClassVar[str] = "不予受理通知书"

    reason: str
    remedy: Remedy = Remedy()


@dataclass(frozen=True, kw_only=True)
class RedirectionNotice(Paper):
    """Not within this organ's power; which body to turn to (§32)."""

    template: ClassVar[str] = "redirection.typ"
    form: ClassVar[str] = "不属于本机关职权范围告知书"

    reason: str
    competent_body: str = ""
    remedy: Remedy = Remedy()


@dataclass(frozen=True, kw_only=True)
class NotNeededNotice(Paper):
    """No licence is needed for this (§32)."""

    template: ClassVar[str] = "not_needed.typ"
    form: ClassVar[str] = "无需办理告知书"

    reason: str


@dataclass(frozen=True, kw_only=True)
class SpecialProcedureNotice(Paper):
    """特别程序告知书: a hearing, test, review …, whose time is not counted (§45)."""

    template: ClassVar[str] = "special_procedure.typ"
    form: ClassVar[str] = "特别程序告知书"

    procedure: str
    reason: str
    expected_days: int
    started_on: date
    accepted_on: date


@dataclass(frozen=True, kw_only=True)
class ExtensionNotice(Paper):
    """延长办理期限告知书: once, approved by the head, with the reason (§42)."""

    template: ClassVar[str] = "extension.typ"
    form: ClassVar[str] = "延长办理期限告知书"

    accepted_on: date
    days: int
    reason: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class DecisionPaper(Paper):
    """The decision in writing (§38): granted, denied or terminated; facts, basis, reason, remedies."""

    template: ClassVar[str] = "decision.typ"

    document_number: str
    outcome: Outcome
    identity: str = ""
    accepted_on: date
    legal_basis: tuple[str, ...]
    reason: str = ""
    results: tuple[str, ...] = ()
    deliver_by: date | None = None
    remedy: Remedy = Remedy()

    @property
    def title(self) -> str:
        """准予行政许可决定书 and its kin; an item that is no licence is not called one."""
        is_about_licence = self.is_licence and self.outcome != Outcome.TERMINATED
        return f"{OUTCOMES[self.outcome]}{'行政许可' if is_about_licence else '办理'}决定书"


@dataclass(frozen=True, kw_only=True)
class DeliveryReceipt(Paper):
    """送达回证: what was handed over, how, to whom, when; signed by both."""

    template: ClassVar[str] = "delivery_receipt.typ"
    form: ClassVar[str] = "送达回证"

    papers: tuple[str, ...]
    way: str
    receiver: str
    delivered_at: datetime | None = None
    place: str = ""
    tracking: str = ""
    deliverer: str = ""


@dataclass(frozen=True, kw_only=True)
class RatingSlip(Paper):
    """A slip with a QR code by which the applicant rates how it went (国办发〔2019〕51号)."""

    template: ClassVar[str] = "rating.typ"
    form: ClassVar[str] = "政务服务评价单"
