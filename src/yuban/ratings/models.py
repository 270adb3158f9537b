"""Ratings 好差评: five levels, versioned options, at most one rating a case."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from yuban.cases.models import Case
from yuban.people.models import Account


class Level(models.IntegerChoices):
    """The five levels by meaning; codes differ at the edge (5 is best in the live interface, 1 in GB/T 39046)."""

    VERY_SATISFIED = 5, _("非常满意")
    SATISFIED = 4, _("满意")
    FAIRLY_SATISFIED = 3, _("基本满意")
    DISSATISFIED = 2, _("不满意")
    VERY_DISSATISFIED = 1, _("非常不满意")


BAD_LEVELS = (Level.DISSATISFIED, Level.VERY_DISSATISFIED)  # 差评, 国办发〔2019〕51号


class Channel(models.TextChoices):
    PC = "pc", _("电脑端")
    MOBILE = "mobile", _("移动端")
    QR = "qr", _("扫码")
    HALL = "hall", _("大厅评价")


class Option(models.Model):
    """A reason people can tick at a level; old versions stay so that old ratings keep their meaning."""

    code = models.CharField(_("编码"), max_length=3, primary_key=True)
    level = models.PositiveSmallIntegerField(_("等级"), choices=Level.choices)
    text = models.CharField(_("内容"), max_length=80)
    text_en = models.CharField(max_length=160, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        ordering = ["-level", "code"]

    def __str__(self) -> str:
        return self.text


class Rating(models.Model):
    """What the applicant of one completed case thought of it."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="+")
    level = models.PositiveSmallIntegerField(_("等级"), choices=Level.choices)
    options = ArrayField(models.CharField(max_length=3), verbose_name=_("评价指标"))
    text = models.CharField(_("文字评价"), max_length=150, blank=True)
    channel = models.CharField(_("渠道"), max_length=10, choices=Channel.choices)
    rated_at = models.DateTimeField(_("评价时间"))
    rated_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-rated_at"]
        indexes = [models.Index(fields=["-rated_at"], name="rating_newest")]
        constraints = [
            models.CheckConstraint(
                name="rating_level_known",
                condition=models.Q(level__in=Level.values),
                violation_error_message=_("请选择一个评价等级。"),
            )
        ]

    @property
    def is_bad(self) -> bool:
        return self.level in BAD_LEVELS
