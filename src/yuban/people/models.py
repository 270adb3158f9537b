"""Parties who are served, accounts who sign in, posts that give rights, agents who act for others."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from yuban.organs.models import Organ
from yuban.people.reference import Assurance, IdentityKind, PartyKind, Role
from yuban.people.rights import Actor
from yuban.regions.models import Region


class Party(models.Model):
    """A natural person or a legal person who applies for something."""

    kind = models.CharField(_("类别"), max_length=10, choices=PartyKind.choices)
    name = models.CharField(_("姓名或名称"), max_length=120)
    identity_kind = models.CharField(_("证件类型"), max_length=20, choices=IdentityKind.choices)
    identity_number = models.CharField(_("证件号码"), max_length=32)
    phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    assurance = models.CharField(_("核验方式"), max_length=10, choices=Assurance.choices, default=Assurance.DECLARED)
    representative = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("法定代表人")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="party_identity_once",
                fields=["identity_kind", "identity_number"],
                violation_error_message=_("该证件号码已登记。"),
            ),
            models.CheckConstraint(
                name="party_firm_has_credit_code",
                condition=~models.Q(kind="firm") | models.Q(identity_kind="credit_code"),
                violation_error_message=_("法人应以统一社会信用代码登记。"),
            ),
        ]

    def __str__(self) -> str:
        return f"party {self.pk}"  # never the name: a repr may end up in a log


class AccountManager(BaseUserManager["Account"]):
    """Accounts by login name, upper and lower case alike."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """Somebody who signs in; a resident's account belongs to a party, a member of staff has posts."""

    username = models.CharField(_("用户名"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=80)
    party = models.OneToOneField(Party, models.PROTECT, null=True, related_name="account")
    is_active = models.BooleanField(_("启用"), default=True)

    actor: Actor
    post_rows: str
    principals: list[int]

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.username

    def clean(self) -> None:
        self.username = self.username.strip().lower()


class Post(models.Model):
    """A right with dates: this account serves this organ in this role. Ended by a date, never deleted."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="posts")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    role = models.CharField(_("角色"), max_length=24, choices=Role.choices)
    valid_from = models.DateField(_("任职起"))
    valid_to = models.DateField(_("任职止"), null=True, blank=True)

    class Meta:
        ordering = ["account", "organ", "role"]
        constraints = [
            models.UniqueConstraint(
                name="post_once",
                fields=["account", "organ", "role"],
                condition=models.Q(valid_to=None),
                violation_error_message=_("该人员已担任此岗位。"),
            ),
            models.CheckConstraint(
                name="post_valid_in_order",
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                violation_error_message=_("任职止不能早于任职起。"),
            ),
        ]


class Agency(models.Model):
    """A written authorisation: the agent may act for the principal, within dates, until withdrawn (委托代理)."""

    principal = models.ForeignKey(Party, models.PROTECT, related_name="agencies_given")
    agent = models.ForeignKey(Party, models.PROTECT, related_name="agencies_held")
    scope = models.CharField(_("委托事项"), max_length=200)
    valid_from = models.DateField(_("有效期起"))
    valid_to = models.DateField(_("有效期止"))
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agency_not_for_oneself",
                condition=~models.Q(principal=models.F("agent")),
                violation_error_message=_("不能委托自己。"),
            ),
            models.CheckConstraint(
                name="agency_valid_in_order",
                condition=models.Q(valid_to__gte=models.F("valid_from")),
                violation_error_message=_("有效期止不能早于有效期起。"),
            ),
        ]


class Disclosure(models.Model):
    """Somebody of staff read personal data unmasked: who, whose, for which stated purpose, when."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    purpose = models.CharField(_("查看目的"), max_length=200)
    at = models.DateTimeField(_("时间"), db_default=Now())

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                name="disclosure_has_purpose",
                condition=~models.Q(purpose=""),
                violation_error_message=_("请填写查看目的。"),
            )
        ]
