"""The papers of a case as PDF, in the form and the words official slips have.

Each paper is a plain dataclass filled by the caller; `pdf` sets it in the template beside. Being official documents,
they are in Chinese only. Articles are those of 行政许可法; to items that are no licences it is applied by analogy.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import ClassVar, Final

from django.utils import translation

from yuban.cases.clock import Deadline
from yuban.cases.reference import Outcome
from yuban.kernel import typeset
from yuban.kernel.working_time import Why

TEMPLATES: Final = Path(__file__).with_name("typst")
OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.GRANTED: "准予",
    Outcome.DENIED: "不予",
    Outcome.TERMINATED: "终止",
}
# What a paper says of days that surprise, after the calendar's own words.
REMARKS: Final[Mapping[Why, str]] = {Why.HOLIDAY: "不计入", Why.MAKE_UP: "，计入", Why.PAUSED: ""}


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


def pdf(paper: Paper) -> bytes:
    """The paper as PDF/A; the same paper gives the same bytes."""
    content = asdict(paper) | {"title": paper.title}
    if paper.url:
        content["qr"] = typeset.qr_svg(paper.url)
    return typeset.pdf(TEMPLATES / paper.template, content, at=paper.issued_at)


def term(deadline: Deadline) -> Term:
    """A deadline as told to the applicant: weekends go without saying, holidays, make-up days and pauses are named."""
    remarks = []
    with translation.override("zh-hans"):
        for _kind, run in groupby(deadline.count.days, key=lambda day: (day.code, day.name)):
            days = list(run)
            if days[0].code in REMARKS:
                remarks.append(f"{_span(days[0].on, days[-1].on)}{days[0].why}{REMARKS[days[0].code]}")
    return Term(
        days=deadline.days,
        due_on=deadline.due_on,
        remarks=tuple(remarks),
        is_provisional=deadline.count.is_provisional,
    )


def _span(first: date, last: date) -> str:
    since = f"{first.month}月{first.day}日"
    return since if first == last else f"{since}至{last.month}月{last.day}日"
