"""Organs and the names they are known by."""

from django.db import models
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from yuban.regions.models import Region

models.CharField.register_lookup(Length)


class Kind(models.TextChoices):
    ORGAN = "organ", _("部门")
    TOWN = "town", _("街镇")
    SERVICE_CENTRE = "service_centre", _("行政服务中心")
    SUBCENTRE = "subcentre", _("分中心")
    SERVICES_OFFICE = "services_office", _("政务服务管理办公室")


class Organ(models.Model):
    """A body that handles items or receives people, with its 18-character credit code (GB 32100)."""

    name = models.CharField(_("简称"), max_length=60, unique=True)
    full_name = models.CharField(_("全称"), max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    kind = models.CharField(_("类别"), max_length=20, choices=Kind.choices)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    pinyin = models.CharField(max_length=300)
    phone = models.CharField(_("咨询电话"), max_length=30)
    complaint_phone = models.CharField(_("监督电话"), max_length=30)
    address = models.CharField(_("地址"), max_length=200)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        ordering = ["pinyin", "id"]
        constraints = [
            models.CheckConstraint(
                name="organ_credit_code_length",
                condition=models.Q(credit_code__length=18),
                violation_error_message=_("统一社会信用代码应为18位。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """Another name of an organ in print; imports resolve it. Unique over all organs."""

    name = models.CharField(_("别名"), max_length=120, unique=True)
    organ = models.ForeignKey(Organ, models.CASCADE, related_name="aliases")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
