"""Rules about people: how personal data is masked, who may act for whom."""

from datetime import date

from django.utils.translation import gettext as _

from yuban.kernel.refusals import Refusal
from yuban.people.models import Agency
from yuban.people.rights import Actor


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
