"""Basic items, items, their immutable versions with everything a guide shows, and the words people search by."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yuban.catalogue.reference import (
    Audience,
    Delivery,
    ItemType,
    Kind,
    MaterialKind,
    Medium,
    Necessity,
    OnlineDepth,
    ResultKind,
    Source,
    Status,
)
from yuban.kernel.models import StoredFile
from yuban.organs.models import Organ


class BasicItem(models.Model):
    """An entry of the basic directory 基本目录: what the law lets some organ do, with its 12-digit code."""

    code = models.CharField(_("基本编码"), max_length=12, primary_key=True)
    name = models.CharField(_("名称"), max_length=200)
    type = models.CharField(_("事项类型"), max_length=2, choices=ItemType.choices)

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """An implementation of a basic item by one organ 实施清单; what it says stands in its versions."""

    code = models.CharField(_("实施编码"), max_length=31, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    basic_item = models.ForeignKey(BasicItem, models.PROTECT, related_name="items")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.IN_USE)
    current = models.ForeignKey("ItemVersion", models.PROTECT, null=True, related_name="+")
    popularity = models.PositiveIntegerField(default=0)
    search = SearchVectorField(null=True)

    class Meta:
        ordering = ["-popularity", "code"]
        indexes = [GinIndex(fields=["search"], name="item_search")]

    def __str__(self) -> str:
        return self.slug


class ItemVersion(models.Model):
    """What an item says from its publication on; once published, a trigger in the database refuses any change."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("版本"))
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    name = models.CharField(_("事项名称"), max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    plain_name = models.CharField(_("通俗说法"), max_length=200, blank=True)
    type = models.CharField(_("事项类型"), max_length=2, choices=ItemType.choices)
    audience = ArrayField(models.CharField(max_length=1, choices=Audience.choices), verbose_name=_("服务对象"))
    topics_person = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    topics_firm = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    kind = models.CharField(_("办件类型"), max_length=10, choices=Kind.choices)
    statutory_days = models.PositiveSmallIntegerField(_("法定时限（工作日）"))
    promised_days = models.PositiveSmallIntegerField(_("承诺时限（工作日）"))
    online_depth = ArrayField(
        models.CharField(max_length=1, choices=OnlineDepth.choices), verbose_name=_("网上办理深度")
    )
    visits = models.PositiveSmallIntegerField(_("到现场次数"))
    visits_reason = models.CharField(_("到现场原因"), max_length=200, blank=True)
    delivery = ArrayField(models.CharField(max_length=10, choices=Delivery.choices), verbose_name=_("送达方式"))
    keywords = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    conditions = ArrayField(models.TextField(), verbose_name=_("受理条件"))
    inquiry_phone = models.CharField(_("咨询电话"), max_length=30)
    complaint_phone = models.CharField(_("监督投诉电话"), max_length=30)
    is_illustrative = models.BooleanField(_("示例"), default=False)
    # children that nobody refers to row by row; shapes in `reference.py`
    legal_basis = models.JSONField(_("设定依据"), default=list, blank=True)
    stages = models.JSONField(_("办理流程"), default=list, blank=True)
    fees = models.JSONField(_("收费"), default=list, blank=True)
    questions = models.JSONField(_("常见问题"), default=list, blank=True)
    form_fields = models.JSONField(_("申请表字段"), default=list, blank=True)

    class Meta:
        ordering = ["item_id", "-number"]
        constraints = [
            models.UniqueConstraint(name="item_version_number_once", fields=["item", "number"]),
            models.CheckConstraint(
                name="item_version_promise_within_law",
                condition=Q(statutory_days=0) | Q(promised_days__lte=F("statutory_days")),
                violation_error_message=_("承诺时限不能长于法定时限。"),
            ),
            models.CheckConstraint(
                name="item_version_instant_is_one_day",
                condition=~Q(kind=Kind.INSTANT) | Q(promised_days=1),
                violation_error_message=_("即办件按1个工作日计。"),
            ),
            models.CheckConstraint(
                name="item_version_visits_explained",
                condition=(Q(visits=0) & Q(visits_reason="")) | (Q(visits__gt=0) & ~Q(visits_reason="")),
                violation_error_message=_("需到现场的事项应说明原因，零跑动的事项不填原因。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.number}"

    @property
    def shown_name(self) -> str:
        """The name in the reader's language where there is one; the Chinese name stays beside it."""
        in_english = (get_language() or "").startswith("en") and self.name_en
        return f"{self.name_en} {self.name}" if in_english else self.name

    @property
    def is_instant(self) -> bool:
        return self.kind == Kind.INSTANT


class Material(models.Model):
    """One paper an applicant hands in, with its blank form and filled-in sample where there are any."""

    version = models.ForeignKey(ItemVersion, models.CASCADE, related_name="materials")
    code = models.CharField(_("材料编号"), max_length=3)
    name = models.CharField(_("材料名称"), max_length=200)
    kind = models.CharField(_("材料类型"), max_length=12, choices=MaterialKind.choices)
    medium = models.CharField(_("材料形式"), max_length=12, choices=Medium.choices)
    necessity = models.CharField(_("必要性"), max_length=12, choices=Necessity.choices)
    source = models.CharField(_("来源"), max_length=12, choices=Source.choices)
    source_explain = models.CharField(_("来源说明"), max_length=200, blank=True)
    copies = models.PositiveSmallIntegerField(_("份数"), default=1)
    explain = models.TextField(_("填报须知"), blank=True)
    accept = ArrayField(models.CharField(max_length=5), verbose_name=_("可上传格式"))
    fields = models.JSONField(_("表格栏目"), default=list, blank=True)
    blank_form = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    sample = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["version_id", "code"]
        constraints = [models.UniqueConstraint(name="material_code_once", fields=["version", "code"])]

    def __str__(self) -> str:
        return self.name

    @property
    def is_required(self) -> bool:
        return self.necessity == Necessity.REQUIRED


class Result(models.Model):
    """What the applicant holds in the end: a certificate, an official document or another result."""

    version = models.ForeignKey(ItemVersion, models.CASCADE, related_name="results")
    order = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("结果名称"), max_length=200)
    kind = models.CharField(_("结果类型"), max_length=12, choices=ResultKind.choices)
    validity = models.CharField(_("有效期"), max_length=120, blank=True)

    class Meta:
        ordering = ["version_id", "order"]
        constraints = [models.UniqueConstraint(name="result_order_once", fields=["version", "order"])]

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """A theme people browse by, from the national lists for persons and for legal persons."""

    audience = models.CharField(_("面向"), max_length=6, choices=[("person", _("个人")), ("firm", _("法人"))])
    code = models.CharField(_("主题编码"), max_length=3)
    name = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["audience", "code"]
        constraints = [models.UniqueConstraint(name="topic_once", fields=["audience", "code"])]

    def __str__(self) -> str:
        return self.name


class Synonym(models.Model):
    """An everyday expression and the words of the catalogue it means; kept by the office."""

    word = models.CharField(_("说法"), max_length=40)
    means = models.CharField(_("对应用语"), max_length=80)

    class Meta:
        ordering = ["word"]
        constraints = [models.UniqueConstraint(name="synonym_once", fields=["word", "means"])]

    def __str__(self) -> str:
        return f"{self.word} → {self.means}"
