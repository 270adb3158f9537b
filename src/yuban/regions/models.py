"""Regions of five levels with codes and validity."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """The codes of 行使层级; a municipality such as Chongqing is counted as a city among the five levels 五级贯通."""

    NATION = 1, _("国家级")
    PROVINCE = 2, _("省级")
    CITY = 3, _("市级")
    DISTRICT = 4, _("区县级")
    TOWN = 5, _("镇街级")
    VILLAGE = 6, _("村社级")


class Region(models.Model):
    """A place with an administrative code: 6 digits city and district, 9 town, 12 village."""

    code = models.CharField(_("区划代码"), max_length=12, primary_key=True)
    name = models.CharField(_("名称"), max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    level = models.PositiveSmallIntegerField(_("层级"), choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    pinyin = models.CharField(max_length=200)
    is_statutory = models.BooleanField(_("法定代码"), default=True)
    valid_from = models.DateField(_("启用"), null=True)
    valid_to = models.DateField(_("停用"), null=True)

    class Meta:
        ordering = ["pinyin", "code"]
        constraints = [
            models.CheckConstraint(
                name="region_valid_in_order",
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_to__gte=models.F("valid_from")),
                violation_error_message=_("停用日期不能早于启用日期。"),
            )
        ]

    def __str__(self) -> str:
        return self.name
