"""What may be asked of an item, and how far it can be handled online; pure functions on a loaded item."""

from typing import Final

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuban.catalogue.models import Item, ItemVersion
from yuban.catalogue.reference import OnlineDepth, Status
from yuban.kernel.refusals import Refusal


class OnlineLevel(models.IntegerChoices):
    """How far an item can be handled online, from the depths it names (domain levels Ⅰ to Ⅳ)."""

    INQUIRY = 1, gettext_lazy("窗口办理")
    RECEIVE = 2, gettext_lazy("网上收件")
    ACCEPT = 3, gettext_lazy("网上受理")
    FULL = 4, gettext_lazy("全程网办")


_LEVELS: Final = (
    (OnlineLevel.FULL, {OnlineDepth.HANDLE, OnlineDepth.RESULT, OnlineDepth.CERTIFICATE}),
    (OnlineLevel.ACCEPT, {OnlineDepth.ACCEPT}),
    (OnlineLevel.RECEIVE, {OnlineDepth.RECEIVE, OnlineDepth.PRECHECK}),
)


def online_level(version: ItemVersion) -> OnlineLevel:
    """The highest level that one of the version's online depths reaches."""
    depths = set(version.online_depth)
    return next((level for level, needed in _LEVELS if depths & needed), OnlineLevel.INQUIRY)


def is_offered(item: Item) -> Refusal | None:
    """Only an item in use with a published version can be applied for."""
    if item.status == Status.IN_USE and item.current is not None:
        return None
    return Refusal(_("该事项目前暂停或已取消办理。"), code="item_not_in_use")


def is_online(item: Item) -> Refusal | None:
    """Whether an application may be filed on the portal rather than at a window."""
    if refusal := is_offered(item):
        return refusal
    if item.current is not None and online_level(item.current) > OnlineLevel.INQUIRY:
        return None
    return Refusal(_("该事项须到窗口办理，请按办事指南所列的地点和时间前往。"), code="window_only")
