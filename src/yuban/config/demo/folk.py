"""Fictitious residents, firms, agents and staff with their sign-ins."""

from datetime import date
from typing import Any, Final

from django.contrib.auth.hashers import make_password

from yuban.config.load.files import document
from yuban.organs.models import Organ
from yuban.people.models import Account, Agency, Party, Post
from yuban.people.reference import Assurance, IdentityKind, PartyKind

PASSWORD: Final = "yuban-demo-2026"  # of every demo account; printed on the sign-in page of the demo


def load_people() -> int:
    """Parties, accounts, posts and authorisations; returns how many accounts there are."""
    people = document("yubei/people.toml")
    secret = make_password(PASSWORD)
    parties: dict[str, Party] = {}
    for number, row in enumerate(people["residents"], 1):
        parties[row["identity_number"]] = party = _person(row)
        Account.objects.get_or_create(
            username=f"resident-{number}", defaults={"name": row["name"], "party": party, "password": secret}
        )
    for row in people["firms"]:
        parties[row["credit_code"]] = _firm(row, parties)
    for row in people["agents"]:
        Agency.objects.get_or_create(
            principal=parties[row["firm"]],
            agent=parties[row["resident"]],
            defaults={"scope": row["scope"], "valid_from": row["from"], "valid_to": row["to"]},
        )
    for row in people["staff"]:
        account, _created = Account.objects.get_or_create(
            username=row["account"], defaults={"name": row["name"], "password": secret}
        )
        organ = Organ.objects.get(name=row["organ"])
        if not Post.objects.filter(account=account, organ=organ, role=row["role"]).exists():
            Post.objects.create(account=account, organ=organ, role=row["role"], valid_from=date(2020, 1, 1))
    return Account.objects.count()


def _person(row: dict[str, Any]) -> Party:
    party, _created = Party.objects.get_or_create(
        identity_kind=IdentityKind.IDENTITY_NUMBER,
        identity_number=row["identity_number"],
        defaults={
            "kind": PartyKind.PERSON,
            "name": row["name"],
            "phone": row["phone"],
            "address": row["address"],
            "region_id": row["region"],
            "assurance": Assurance.VERIFIED,
        },
    )
    return party


def _firm(row: dict[str, Any], parties: dict[str, Party]) -> Party:
    party, _created = Party.objects.get_or_create(
        identity_kind=IdentityKind.CREDIT_CODE,
        identity_number=row["credit_code"],
        defaults={
            "kind": PartyKind.FIRM,
            "name": row["name"],
            "phone": row.get("phone", ""),
            "address": row["address"],
            "representative": parties[row["representative"]],
            "assurance": Assurance.VERIFIED,
        },
    )
    return party
