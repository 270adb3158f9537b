"""A case and everything that is keyed by it: steps, papers, correction, special procedures, decision, delivery.

Child tables have the primary key (case, …) so that one case's rows can live on one node of a distributed database.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from yuban.cases.reference import DECIDED, FILED, NEVER_ACCEPTED, OPEN, Channel, Got, Outcome, State
from yuban.catalogue.models import ItemVersion
from yuban.catalogue.reference import Delivery, Kind
from yuban.kernel import models as kernel
from yuban.organs.models import Organ
from yuban.people.models import Account, Party
from yuban.people.reference import Role
from yuban.people.rights import Actor
from yuban.regions.models import Region


def _in_halls(organs: Sequence[int]) -> Q:
    return Q(hall_organ__in=organs) & (Q(channel=Channel.WINDOW) | ~Q(state=State.DRAFT))


class CaseQuerySet(models.QuerySet["Case"]):
    """Filters that say who may see which rows."""

    def visible_to(self, actor: Actor) -> "CaseQuerySet":
        """Rows this person may read: one's own, one's principals', one's organ's, one's hall's, one's region's."""
        rows = Q(applicant__in=actor.party_ids)
        if actor.organs(Role.OFFICER, Role.CHIEF_REPRESENTATIVE):
            rows |= Q(organ__in=actor.organs(Role.OFFICER, Role.CHIEF_REPRESENTATIVE)) & ~Q(state=State.DRAFT)
        if actor.organs(Role.WINDOW_STAFF):
            rows |= _in_halls(actor.organs(Role.WINDOW_STAFF))
        for prefix in actor.region_prefixes:
            rows |= Q(region__code__startswith=prefix) & ~Q(state=State.DRAFT)
        return self.filter(rows)

    def in_halls(self, organs: Sequence[int]) -> "CaseQuerySet":
        """Cases taken, or to be collected, in the halls of these organs; drafts only where the hall writes them."""
        return self.filter(_in_halls(organs))

    def open(self) -> "CaseQuerySet":
        """Cases on which somebody still has to do something."""
        return self.filter(state__in=OPEN)

    def handled_by(self, actor: Actor) -> "CaseQuerySet":
        """Cases the officer's organs decide."""
        return self.filter(organ__in=actor.organs(Role.OFFICER, Role.CHIEF_REPRESENTATIVE)).exclude(state=State.DRAFT)


class Case(models.Model):
    """One person's or firm's application for one item, filed under one version of it."""

    number = models.CharField(_("办件编号"), max_length=32, unique=True, null=True)
    query_code = models.CharField(_("查询码"), max_length=12, blank=True)
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+", verbose_name=_("事项版本"))
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("办理机构"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    hall_organ = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="+", verbose_name=_("收件大厅"))
    applicant = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("申请人"))
    agent = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+", verbose_name=_("经办人"))
    filed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    client_key = models.UUIDField(null=True)
    channel = models.CharField(_("渠道"), max_length=10, choices=Channel.choices)
    kind = models.CharField(_("办件类型"), max_length=10, choices=Kind.choices)
    state = models.CharField(_("状态"), max_length=20, choices=State.choices, default=State.DRAFT)
    handler = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", verbose_name=_("经办人员"))
    item_name = models.CharField(_("事项名称"), max_length=200)
    applicant_name = models.CharField(_("申请人"), max_length=120)
    contact_phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    form = models.JSONField(_("申请表"), default=dict)
    delivery = models.CharField(_("送达方式"), max_length=10, choices=Delivery.choices, default=Delivery.WINDOW)
    delivery_address = models.CharField(_("邮寄地址"), max_length=200, blank=True)

    created_at = models.DateTimeField(_("创建时间"))
    submitted_at = models.DateTimeField(_("提交时间"), null=True)
    papers_received_at = models.DateTimeField(_("材料收到时间"), null=True)
    accepted_at = models.DateTimeField(_("受理时间"), null=True)
    is_deemed_accepted = models.BooleanField(_("视为受理"), default=False)
    decided_at = models.DateTimeField(_("决定时间"), null=True)
    delivered_at = models.DateTimeField(_("送达时间"), null=True)
    closed_at = models.DateTimeField(_("结束时间"), null=True)
    outcome = models.CharField(_("决定结果"), max_length=12, choices=Outcome.choices, blank=True)

    due_on = models.DateField(_("当前期限"), null=True)
    promised_due_on = models.DateField(_("承诺期限"), null=True)
    statutory_due_on = models.DateField(_("法定期限"), null=True)

    step_count = models.PositiveIntegerField(default=0)
    head_hash = models.BinaryField(max_length=32, null=True)

    objects: ClassVar[Any] = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(name="case_started_once", fields=["filed_by", "client_key"]),
            models.CheckConstraint(
                name="case_filed_has_number_and_time",
                condition=Q(state=State.DRAFT, number=None, submitted_at=None)
                | (
                    Q(state__in=FILED)
                    & Q(number__isnull=False, submitted_at__isnull=False, papers_received_at__isnull=False)
                ),
                violation_error_message=_("已提交的办件应有编号、提交时间和收件时间；草稿没有。"),
            ),
            models.CheckConstraint(
                name="case_accepted_has_deadlines",
                condition=Q(accepted_at=None, promised_due_on=None, statutory_due_on=None)
                | Q(accepted_at__isnull=False, promised_due_on__isnull=False, statutory_due_on__isnull=False),
                violation_error_message=_("受理时间与两个期限应同时写入。"),
            ),
            models.CheckConstraint(
                name="case_never_accepted_states",
                condition=~Q(state__in=NEVER_ACCEPTED) | Q(accepted_at=None),
                violation_error_message=_("未受理的办件不能有受理时间。"),
            ),
            models.CheckConstraint(
                name="case_decided_has_outcome",
                condition=(Q(decided_at=None) & Q(outcome="") & ~Q(state__in=DECIDED))
                | (Q(decided_at__isnull=False) & ~Q(outcome="") & Q(state__in=DECIDED, accepted_at__isnull=False)),
                violation_error_message=_("决定时间与决定结果应同时写入，且先受理后决定。"),
            ),
            models.CheckConstraint(
                name="case_closed_when_over",
                condition=(Q(closed_at=None) & Q(state__in=[*OPEN, State.DRAFT]))
                | (Q(closed_at__isnull=False) & ~Q(state__in=[*OPEN, State.DRAFT])),
                violation_error_message=_("结束的办件应有结束时间，在办的没有。"),
            ),
            models.CheckConstraint(
                name="case_open_has_due_date",
                condition=~Q(state__in=OPEN) | Q(due_on__isnull=False),
                violation_error_message=_("在办的办件应有当前期限。"),
            ),
            models.CheckConstraint(
                name="case_times_in_order",
                condition=(Q(decided_at=None) | Q(decided_at__gte=F("accepted_at")))
                & (Q(delivered_at=None) | Q(delivered_at__gte=F("decided_at"))),
                violation_error_message=_("受理、决定、送达的时间应依次。"),
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "due_on", "id"], name="case_to_do", condition=Q(state__in=OPEN)),
            models.Index(fields=["applicant", "-id"], name="case_of_applicant"),
            models.Index(fields=["hall_organ", "-id"], name="case_of_hall", condition=Q(hall_organ__isnull=False)),
            models.Index(fields=["region", "-submitted_at"], name="case_of_region"),
            models.Index(
                fields=["region", "-accepted_at"],
                name="case_accepted_in_region",
                condition=Q(accepted_at__isnull=False),
            ),
            models.Index(
                fields=["region", "-closed_at"], name="case_closed_in_region", condition=Q(closed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"draft {self.pk}"

    @cached_property
    def past(self) -> "list[CaseStep]":
        """The steps so far, in order; read once for each time the case is."""
        return list(CaseStep.objects.filter(case=self))


class CaseStep(kernel.Step):
    """One entry of a case's hash-chained history."""

    pk = models.CompositePrimaryKey("case_id", "seq")
    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["case_id", "seq"]
        constraints = [
            models.CheckConstraint(name="case_step_counts_from_one", condition=Q(seq__gte=1)),
        ]
        indexes = [models.Index(fields=["txid"], name="case_step_txid")]


class CaseMaterial(models.Model):
    """A paper as it came in: uploaded, shown at a window, or owed; checked by staff one by one."""

    pk = models.CompositePrimaryKey("case_id", "seq")
    case = models.ForeignKey(Case, models.CASCADE, related_name="materials")
    seq = models.PositiveSmallIntegerField()
    code = models.CharField(_("材料编号"), max_length=3)
    name = models.CharField(_("材料名称"), max_length=200)
    got = models.CharField(_("收取方式"), max_length=12, choices=Got.choices)
    file = models.ForeignKey(kernel.StoredFile, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("收取时间"))
    is_checked = models.BooleanField(_("已核对"), default=False)

    class Meta:
        ordering = ["case_id", "code", "seq"]
        constraints = [
            models.CheckConstraint(
                name="case_material_upload_has_file",
                condition=~Q(got=Got.UPLOADED) | Q(file__isnull=False),
                violation_error_message=_("上传的材料应有文件。"),
            )
        ]


class Correction(models.Model):
    """The one-time notice 一次性告知 (行政许可法 §32): everything that is missing, at once, with a day to answer by."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="correction")
    items = models.JSONField(_("补正内容"))  # [{code, name, problem}]
    told_at = models.DateTimeField(_("告知时间"))
    due_on = models.DateField(_("补正期限"))
    answered_at = models.DateTimeField(_("补正时间"), null=True)


class Pause(models.Model):
    """A special procedure (行政许可法 §45) while which the clock stands still."""

    pk = models.CompositePrimaryKey("case_id", "seq")
    case = models.ForeignKey(Case, models.CASCADE, related_name="pauses")
    seq = models.PositiveSmallIntegerField()
    procedure = models.CharField(_("特别程序"), max_length=20)
    reason = models.TextField(_("说明"))
    expected_days = models.PositiveSmallIntegerField(_("所需工作日"))
    started_at = models.DateTimeField(_("开始"))
    ended_at = models.DateTimeField(_("结束"), null=True)
    result = models.TextField(_("结果"), blank=True)

    class Meta:
        ordering = ["case_id", "seq"]
        constraints = [
            models.UniqueConstraint(
                name="pause_one_at_a_time",
                fields=["case"],
                condition=Q(ended_at=None),
                violation_error_message=_("已有一项特别程序正在进行。"),
            ),
            models.CheckConstraint(
                name="pause_ends_after_start", condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at"))
            ),
        ]


class Extension(models.Model):
    """The one extension of the decision (行政许可法 §42), approved by the head, its reason told to the applicant."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="extension")
    days = models.PositiveSmallIntegerField(_("延长工作日"))
    reason = models.TextField(_("理由"))
    approved_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("批准时间"))


class Decision(models.Model):
    """The decision in writing (行政许可法 §38): outcome, reasons, and the remedies when it is against the applicant."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="decision")
    document_number = models.CharField(_("文号"), max_length=60, unique=True)
    outcome = models.CharField(_("决定结果"), max_length=12, choices=Outcome.choices)
    reason = models.TextField(_("理由"), blank=True)
    decided_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("决定时间"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decision_against_has_reason",
                condition=Q(outcome=Outcome.GRANTED) | ~Q(reason=""),
                violation_error_message=_("不予或终止的决定应说明理由。"),
            )
        ]


class Handover(models.Model):
    """The result reached the applicant: how, to whom, when (行政许可法 §44)."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="handover")
    way = models.CharField(_("送达方式"), max_length=10, choices=Delivery.choices)
    receiver = models.CharField(_("收件人"), max_length=80)
    tracking = models.CharField(_("快递单号"), max_length=60, blank=True)
    at = models.DateTimeField(_("送达时间"))


class LegalLimit(models.Model):
    """A limit of the law or a threshold of the lights, as a row with the day it applies from."""

    key = models.CharField(_("名称"), max_length=30)
    valid_from = models.DateField(_("生效日期"))
    days = models.PositiveSmallIntegerField(_("数值"))
    label = models.CharField(_("说明"), max_length=80)
    basis = models.CharField(_("依据"), max_length=160)

    class Meta:
        ordering = ["key", "-valid_from"]
        constraints = [models.UniqueConstraint(name="legal_limit_once", fields=["key", "valid_from"])]
