"""Everything that writes to people: registration, parties met at a window, posts, authorisations, disclosures."""

import re
import secrets
from datetime import date, datetime
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yuban.kernel.actions import note_change
from yuban.kernel.check_digits import check_credit_code, check_identity_number
from yuban.kernel.numbering import ALPHABET
from yuban.kernel.refusals import Invalid, Refusal, insist
from yuban.organs.models import Organ
from yuban.people import rules
from yuban.people.models import Account, Agency, Disclosure, Party, Post
from yuban.people.queries import current_posts
from yuban.people.reference import Assurance, IdentityKind, PartyKind
from yuban.people.rights import Actor

STAFF_NAME: Final = re.compile(r"[a-z][a-z0-9-]{2,29}")


def _checked(kind: str, number: str, on: date) -> str:
    try:
        if kind == IdentityKind.IDENTITY_NUMBER:
            return check_identity_number(number, on)
        if kind == IdentityKind.CREDIT_CODE:
            return check_credit_code(number)
    except ValueError as error:
        raise Invalid(str(error), code="identity_invalid", field="identity_number") from error
    return number.strip().upper()


@transaction.atomic
def register(*, username: str, password: str, name: str, identity_number: str, phone: str, at: datetime) -> Account:
    """A resident opens an account; who they are counts as declared until a window or a provider has verified it."""
    number = _checked(IdentityKind.IDENTITY_NUMBER, identity_number, timezone.localdate(at))
    username = username.strip().lower()
    if Account.objects.filter(username=username).exists():
        raise Invalid(_("该用户名已被使用，请换一个。"), code="username_taken", field="username")
    party = Party.objects.filter(identity_kind=IdentityKind.IDENTITY_NUMBER, identity_number=number).first()
    if party is not None:
        raise Invalid(
            _("该证件号码已登记。如果这是您本人，请直接登录，或带证件到任一办事大厅窗口办理。"),
            code="identity_taken",
            field="identity_number",
        )
    party = Party.objects.create(
        kind=PartyKind.PERSON,
        name=name.strip(),
        identity_kind=IdentityKind.IDENTITY_NUMBER,
        identity_number=number,
        phone=phone.strip(),
    )
    account = Account(username=username, name=name.strip(), party=party)
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Invalid("".join(error.messages), code="password_weak", field="password") from error
    account.set_password(password)
    account.save()
    return account


def change_password(*, account: Account, password: str) -> Account:
    """Replaces one's own password; the form that calls has asked for the old one and weighed the new one."""
    account.set_password(password)
    account.save(update_fields=["password"])
    return account


@transaction.atomic
def meet_party(
    *, kind: str, name: str, identity_kind: str, identity_number: str, phone: str, address: str, by: Actor, at: datetime
) -> Party:
    """Finds or records the party whose papers a window has seen; raises Invalid if the name differs from the record."""
    if not by.posts:
        raise Refusal(_("只有窗口人员可以核验证件。"), code="not_staff", status=403)
    number = _checked(identity_kind, identity_number, timezone.localdate(at))
    party, created = Party.objects.get_or_create(
        identity_kind=identity_kind,
        identity_number=number,
        defaults={
            "kind": kind,
            "name": name.strip(),
            "phone": phone.strip(),
            "address": address.strip(),
            "assurance": Assurance.SEEN,
        },
    )
    if party.name != name.strip():
        raise Invalid(_("该证件号码登记的姓名或名称与填写的不一致，请核对证件。"), code="name_differs", field="name")
    if not created:
        party.phone = phone.strip() or party.phone
        party.address = address.strip() or party.address
        if party.assurance == Assurance.DECLARED:
            party.assurance = Assurance.SEEN
        party.save(update_fields=["phone", "address", "assurance"])
    return party


@transaction.atomic
def give_post(*, account: Account, organ: Organ, role: str, valid_from: date, by: Actor, at: datetime) -> Post:
    """Appoints an account to a role in an organ from a day on."""
    insist(rules.may_appoint(by, organ, role))
    if not account.is_active:
        raise Refusal(_("该账号已停用，请先启用再任命。"), code="account_inactive")
    try:
        with transaction.atomic():
            post = Post.objects.create(account=account, organ=organ, role=role, valid_from=valid_from)
    except IntegrityError as error:
        raise Refusal(_("该人员已担任此岗位。"), code="post_once") from error
    _note_post(post, before=None, by=by, at=at)
    return post


@transaction.atomic
def end_post(*, post: Post, on: date, by: Actor, at: datetime) -> Post:
    """Ends a post with this day as its last; the right is gone with the next request after it."""
    post = Post.objects.select_for_update(of=("self",)).select_related("organ", "account").get(pk=post.pk)
    insist(rules.may_end_post(by, post))
    if post.valid_to is not None and post.valid_to <= on:
        raise Refusal(_("该岗位已经免去。"), code="post_ended")
    if on < post.valid_from:
        raise Invalid(_("任职止不能早于任职起。"), code="post_order", field="valid_to")
    before = post.valid_to.isoformat() if post.valid_to else None
    post.valid_to = on
    post.save(update_fields=["valid_to"])
    _note_post(post, before={"valid_to": before}, by=by, at=at)
    return post


def _note_post(post: Post, *, before: dict[str, str | None] | None, by: Actor, at: datetime) -> None:
    after = {
        "account": post.account.username,
        "organ": post.organ.name,
        "role": post.role,
        "valid_from": post.valid_from,
        "valid_to": post.valid_to,
    }
    note_change(what="post", key=str(post.pk), before=before, after=after, by=by.name, at=at)


@transaction.atomic
def create_staff(
    *, username: str, name: str, organ: Organ, role: str, valid_from: date, by: Actor, at: datetime
) -> tuple[Account, str]:
    """Opens an account for a member of staff with a first post; returns it with a password nobody can read again."""
    username = username.strip().lower()
    if not STAFF_NAME.fullmatch(username):
        raise Invalid(
            _("用户名应为3到30位小写字母、数字或连字符，以字母开头。"), code="username_form", field="username"
        )
    if Account.objects.filter(username=username).exists():
        raise Invalid(_("该用户名已被使用，请换一个。"), code="username_taken", field="username")
    password = first_password()
    account = Account(username=username, name=name.strip())
    account.set_password(password)
    account.save()
    note_change(what="account", key=username, before=None, after={"name": account.name}, by=by.name, at=at)
    give_post(account=account, organ=organ, role=role, valid_from=valid_from, by=by, at=at)
    return account, password


def first_password() -> str:
    """Sixteen characters that are read aloud without mistakes, in groups of four; about 79 bits."""
    return "-".join("".join(secrets.choice(ALPHABET.lower()) for _place in range(4)) for _group in range(4))


@transaction.atomic
def renew_password(*, account: Account, by: Actor, at: datetime, reason: str) -> str:
    """Replaces a lost password of a member of staff and ends their sessions; returns the new one, shown only now."""
    account = _switchable(account, by, at)
    password = first_password()
    account.set_password(password)
    account.save(update_fields=["password"])
    after = {"password": "renewed"}
    note_change(what="account", key=account.username, before=None, after=after, by=by.name, at=at, reason=reason)
    return password


@transaction.atomic
def set_active(*, account: Account, is_active: bool, by: Actor, at: datetime, reason: str) -> Account:
    """Switches an account of a member of staff off, with effect from its next request, or on again."""
    account = _switchable(account, by, at)
    before, account.is_active = account.is_active, is_active
    if before != is_active:
        account.save(update_fields=["is_active"])
        states = {"before": {"is_active": before}, "after": {"is_active": is_active}}
        note_change(what="account", key=account.username, **states, by=by.name, at=at, reason=reason)
    return account


def _switchable(account: Account, by: Actor, at: datetime) -> Account:
    account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    insist(rules.may_switch(by, account, current_posts(account, timezone.localdate(at))))
    return account


@transaction.atomic
def give_agency(*, principal: Party, agent: Party, scope: str, valid_from: date, valid_to: date, by: Actor) -> Agency:
    """The principal authorises an agent in writing for a scope and a time; only the principal can."""
    if by.party_id not in (principal.pk, principal.representative_id):
        raise Refusal(_("只有委托人本人或法定代表人可以授权。"), code="not_principal", status=403)
    agency = Agency(principal=principal, agent=agent, scope=scope, valid_from=valid_from, valid_to=valid_to)
    try:
        agency.full_clean()
    except ValidationError as error:
        raise Invalid("".join(error.messages), code="agency_invalid", field="agent") from error
    agency.save()
    return agency


def withdraw_agency(*, agency: Agency, by: Actor, at: datetime) -> None:
    """Ends an authorisation at once."""
    if by.party_id not in (agency.principal_id, agency.principal.representative_id):
        raise Refusal(_("只有委托人本人或法定代表人可以撤销委托。"), code="not_principal", status=403)
    Agency.objects.filter(pk=agency.pk, withdrawn_at=None).update(withdrawn_at=at)


def disclose(*, party: Party, purpose: str, by: Actor, at: datetime) -> Party:
    """Records that a member of staff reads a party's data unmasked, and for which stated purpose."""
    if not by.posts:
        raise Refusal(_("只有在岗人员可以查看完整信息。"), code="not_staff", status=403)
    if not purpose.strip():
        raise Invalid(_("请填写查看目的，系统将留存记录。"), code="purpose_missing", field="purpose")
    Disclosure.objects.create(account_id=by.account_id, party=party, purpose=purpose.strip()[:200], at=at)
    return party
