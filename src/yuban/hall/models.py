"""Halls, their windows by type, and what each window takes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yuban.catalogue.models import Item
from yuban.organs.models import Organ
from yuban.regions.models import Region


class HallKind(models.TextChoices):
    SERVICE_CENTRE = "service_centre", _("行政服务中心")
    SUBCENTRE = "subcentre", _("分中心")
    TOWN_HALL = "town_hall", _("街镇便民服务中心")


class Hall(models.Model):
    """A place that receives people, run by one organ."""

    name = models.CharField(_("名称"), max_length=80, unique=True)
    kind = models.CharField(_("类别"), max_length=20, choices=HallKind.choices)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    address = models.CharField(_("地址"), max_length=200)
    phone = models.CharField(_("电话"), max_length=30)
    hours = models.CharField(_("办公时间"), max_length=120)
    hours_en = models.CharField(max_length=160, blank=True)
    bus = models.CharField(_("乘车路线"), max_length=200, blank=True)

    class Meta:
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name


class WindowKind(models.TextChoices):
    STANDING = "standing", _("常设窗口")
    SCHEDULED = "scheduled", _("定时窗口")
    UNIFIED = "unified", _("统一受理窗口")
    FREE_TRADE = "free_trade", _("自贸专窗")


class Window(models.Model):
    """A window of a hall, for one organ; 自贸专窗 is staffed by the centre itself."""

    hall = models.ForeignKey(Hall, models.PROTECT, related_name="windows")
    number = models.CharField(_("窗口号"), max_length=10)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    kind = models.CharField(_("窗口类型"), max_length=12, choices=WindowKind.choices)
    name = models.CharField(_("名称"), max_length=80)
    opens_note = models.CharField(_("开放说明"), max_length=120, blank=True)

    class Meta:
        ordering = ["hall", "number"]
        constraints = [
            models.UniqueConstraint(
                name="window_number_once", fields=["hall", "number"], violation_error_message=_("该大厅已有此窗口号。")
            )
        ]

    def __str__(self) -> str:
        return self.name


class WindowItem(models.Model):
    """An item that a window takes."""

    window = models.ForeignKey(Window, models.CASCADE, related_name="window_items")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="window_item_once", fields=["window", "item"])]
