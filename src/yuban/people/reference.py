"""Code lists of people: kinds of parties and of identity papers, how sure we are, roles of staff."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartyKind(models.TextChoices):
    PERSON = "person", _("个人")
    FIRM = "firm", _("法人")


class IdentityKind(models.TextChoices):
    IDENTITY_NUMBER = "identity_number", _("居民身份证")
    CREDIT_CODE = "credit_code", _("统一社会信用代码")
    PASSPORT = "passport", _("护照")


class Assurance(models.TextChoices):
    """How sure we are that a party is who they say (real-name levels)."""

    DECLARED = "declared", _("自行申报，未核验")
    SEEN = "seen", _("窗口核验证件")
    VERIFIED = "verified", _("实名核验")


class Role(models.TextChoices):
    WINDOW_STAFF = "window_staff", _("窗口人员")
    OFFICER = "officer", _("审批人员")
    CHIEF_REPRESENTATIVE = "chief_representative", _("首席代表")
    OPERATOR = "operator", _("区县管理员")
    CITY_OPERATOR = "city_operator", _("市级管理员")
