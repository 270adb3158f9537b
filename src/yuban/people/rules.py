"""Rules about people: how personal data is masked, who may act for whom, what an operator may change."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from yuban.kernel.refusals import NotYours, Refusal
from yuban.organs.models import Organ
from yuban.people.models import Account, Agency, Post
from yuban.people.reference import Role
from yuban.people.rights import Actor

OPERATORS: Final = (Role.OPERATOR, Role.CITY_OPERATOR)
CITY_CODE: Final = "0000"  # how the six digits of a city or a municipality end


def mask_name(name: str) -> str:
    """张三 → 张*, 欧阳示例 → 欧**例: the first and, from three characters on, the last stay."""
    if len(name) <= 1:
        return "*"
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_number(number: str) -> str:
    """An identity number or credit code: the first three and last two characters stay."""
    return number[:3] + "*" * max(len(number) - 5, 4) + number[-2:] if len(number) > 5 else "*" * len(number)


def mask_phone(phone: str) -> str:
    """A phone number: the first three and last two digits stay."""
    return phone[:3] + "*" * max(len(phone) - 5, 3) + phone[-2:] if len(phone) > 5 else "*" * len(phone)


def is_agency_valid(agency: Agency, on: date) -> bool:
    """Whether the authorisation holds on this day."""
    return agency.withdrawn_at is None and agency.valid_from <= on <= agency.valid_to


def may_act_for(actor: Actor, party_id: int) -> Refusal | None:
    """One acts for oneself, or for a principal with a valid authorisation (民法典 第一百六十五条)."""
    if party_id in actor.party_ids:
        return None
    return Refusal(_("您没有代理该申请人的有效委托。请由申请人本人办理，或先办理委托授权。"), code="no_agency")


def oversees(actor: Actor, region_code: str) -> Refusal | None:
    """Operators see and change what lies in their district or city; the rest is told like a thing unknown."""
    return None if region_code.startswith(actor.region_prefixes or ("-",)) else NotYours()


def binds_all(oversees_all: bool) -> Refusal | None:
    """What holds for every organ (calendar, limits) is changed by whoever oversees every organ."""
    if oversees_all:
        return None
    return Refusal(
        _("此项对平台上全部机构生效，只有管理全部机构的管理员可以调整。请联系市级管理员。"),
        code="binds_all",
        status=403,
    )


def may_appoint(actor: Actor, organ: Organ, role: str) -> Refusal | None:
    """Operators fill posts in the organs they oversee; only a city operator makes another, in an organ of the city."""
    if refusal := oversees(actor, organ.region_id):
        return refusal
    if role != Role.CITY_OPERATOR:
        return None
    if not any(post.role == Role.CITY_OPERATOR for post in actor.posts):
        return Refusal(_("市级管理员只能由市级管理员任免。"), code="city_only", status=403)
    if not organ.region_id[:6].endswith(CITY_CODE):
        return Refusal(_("市级管理员应在市级机构任职。"), code="city_organ")
    return None


def may_end_post(actor: Actor, post: Post) -> Refusal | None:
    """Nobody ends the post they administer with: a slip of the hand would leave the district without an operator."""
    if post.account_id == actor.account_id and post.role in OPERATORS:
        return Refusal(_("不能免去自己的管理员岗位，请由另一位管理员办理。"), code="own_post")
    if oversees(actor, post.organ.region_id):
        return Refusal(_("该岗位不在您管辖的范围，请联系市级管理员。"), code="beyond", status=403)
    return may_appoint(actor, post.organ, post.role)


def may_switch(actor: Actor, account: Account, posts: Iterable[Post]) -> Refusal | None:
    """An account is switched or given a new password by whoever may end all of its posts, never by itself."""
    if account.pk == actor.account_id:
        return Refusal(_("不能停用或重置自己的账号，请由另一位管理员办理。"), code="own_account")
    if account.party_id is not None:
        return Refusal(_("该账号同时是其本人的办事账号，不能由管理员停用或重置；可以免去岗位。"), code="also_resident")
    if not (held := list(posts)):
        return NotYours()
    return next(filter(None, (may_end_post(actor, post) for post in held)), None)
