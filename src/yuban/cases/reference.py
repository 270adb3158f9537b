"""Code lists of cases: states, channels, outcomes, how a paper came in, special procedures."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("已提交")
    RECEIVED = "received", _("已收件")
    CORRECTION = "correction", _("待补正")
    ACCEPTED = "accepted", _("已受理")
    EXAMINING = "examining", _("审查中")
    SPECIAL_PROCEDURE = "special_procedure", _("特别程序")
    DECIDED = "decided", _("已决定")
    DELIVERED = "delivered", _("已送达")
    COMPLETED = "completed", _("已办结")
    REFUSED = "refused", _("不予受理")
    NOT_OURS = "not_ours", _("不属本机关")
    NOT_NEEDED = "not_needed", _("无需许可")
    WITHDRAWN = "withdrawn", _("已撤回")
    LAPSED = "lapsed", _("逾期未补正")


BEFORE_ACCEPTANCE: Final = (State.SUBMITTED, State.RECEIVED, State.CORRECTION)
IN_EXAMINATION: Final = (State.ACCEPTED, State.EXAMINING, State.SPECIAL_PROCEDURE)
DECIDED: Final = (State.DECIDED, State.DELIVERED, State.COMPLETED)
OPEN: Final = (*BEFORE_ACCEPTANCE, *IN_EXAMINATION, State.DECIDED, State.DELIVERED)
NEVER_ACCEPTED: Final = (State.DRAFT, *BEFORE_ACCEPTANCE, State.REFUSED, State.NOT_OURS, State.NOT_NEEDED, State.LAPSED)
FILED: Final = tuple(state for state in State if state != State.DRAFT)


class Channel(models.TextChoices):
    PC = "pc", _("网上（电脑）")
    MOBILE = "mobile", _("网上（手机）")
    WINDOW = "window", _("窗口")


class Outcome(models.TextChoices):
    GRANTED = "granted", _("准予")
    DENIED = "denied", _("不予")
    TERMINATED = "terminated", _("终止")


class Got(models.TextChoices):
    """How a paper came in; codes of the national table: 2 attachment, 1 paper, 3 scan, 4 owed (容缺后补)."""

    UPLOADED = "uploaded", _("附件上传")
    PAPER = "paper", _("纸质收取")
    SCANNED = "scanned", _("扫描")
    OWED = "owed", _("容缺后补")


class Procedure(models.TextChoices):
    """Special procedures whose time is not counted: 行政许可法 §45."""

    HEARING = "hearing", _("听证")
    TENDER = "tender", _("招标")
    AUCTION = "auction", _("拍卖")
    INSPECTION = "inspection", _("检验")
    TEST = "test", _("检测")
    QUARANTINE = "quarantine", _("检疫")
    APPRAISAL = "appraisal", _("鉴定")
    EXPERT_REVIEW = "expert_review", _("专家评审")


# Limits the place sets itself, each with the least and the most it may be.
LOCAL_LIMITS: Final = {"correction_days": (5, 60), "yellow_days": (0, 10), "yellow_percent": (0, 50)}
