"""Small worlds for tests: a district with an organ, an item, a resident, officers; nobody in them is real."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from yuban.cases import actions as cases
from yuban.cases.models import Case
from yuban.catalogue import actions as catalogue
from yuban.catalogue.models import BasicItem, Item
from yuban.kernel.check_digits import credit_check_character, identity_check_digit, organisation_check_character
from yuban.kernel.refusals import Refusal
from yuban.organs.models import Organ
from yuban.people.models import Account, Party, Post
from yuban.people.queries import account_with_posts
from yuban.people.rights import Actor
from yuban.regions.models import Region

NOON = datetime(2026, 3, 4, 4, 0, tzinfo=UTC)  # a Wednesday, noon in China; no holiday near


def identity_number(serial: int) -> str:
    """A valid identity number of nobody: born on 1 January 1990, area 500112."""
    body = f"50011219900101{serial:03d}"
    return body + identity_check_digit(body)


def credit_code(serial: int) -> str:
    """A valid credit code of no organ."""
    organisation = f"TST{serial:05d}".replace("S", "T")
    body = "11500112" + organisation + organisation_check_character(organisation)
    return body + credit_check_character(body)


@dataclass
class World:
    """What most tests of cases need."""

    organ: Organ
    hall: Organ
    item: Item
    instant_item: Item
    resident: Account
    stranger: Account
    officer: Account
    second_officer: Account
    head: Account
    clerk: Account

    def actor(self, account: Account, on: date | None = None) -> Actor:
        """The account as the person behind a request on this day."""
        found = account_with_posts(account.pk, on or NOON.date())
        assert found is not None
        return found.actor


def region() -> Region:
    """Yubei district in Chongqing."""
    city, _created = Region.objects.get_or_create(
        code="500000", defaults={"name": "重庆市", "level": 3, "pinyin": "chong qing shi"}
    )
    district, _created = Region.objects.get_or_create(
        code="500112", defaults={"name": "渝北区", "level": 4, "pinyin": "yu bei qu", "parent": city}
    )
    return district


def organ(serial: int, name: str, kind: str = "organ") -> Organ:
    """An organ of the district."""
    return Organ.objects.create(
        name=name,
        full_name=f"重庆市渝北区{name}",
        kind=kind,
        credit_code=credit_code(serial),
        region=region(),
        pinyin=name,
        phone="023-67800001",
        complaint_phone="023-67800002",
        address="测试路1号",
    )


CONTENT: dict[str, Any] = {
    "name": "测试经营许可",
    "plain_name": "开测试店要办的证",
    "type": "01",
    "audience": ["1", "2"],
    "topics_person": ["040"],
    "topics_firm": ["010"],
    "kind": "committed",
    "statutory_days": 20,
    "promised_days": 5,
    "online_depth": ["4", "5", "6"],
    "visits": 0,
    "delivery": ["window", "post", "electronic"],
    "keywords": ["开店"],
    "conditions": ["有固定的测试场所"],
    "inquiry_phone": "023-67800001",
    "complaint_phone": "023-67800002",
    "legal_basis": [{"law": "中华人民共和国测试法", "document_number": "", "article": "第一条", "text": "应当测试。"}],
    "stages": [{"name": "受理", "days": 0, "standard": "材料齐全"}],
    "questions": [{"q": "难吗？", "a": "不难。"}],
    "form_fields": [
        {"key": "shop_name", "label": "店名", "label_en": "Shop", "type": "text", "required": True, "choices": []},
        {
            "key": "opened_on",
            "label": "开业日期",
            "label_en": "Opening",
            "type": "date",
            "required": False,
            "choices": [],
        },
    ],
}
MATERIALS: list[dict[str, Any]] = [
    {
        "code": "01",
        "name": "申请书",
        "kind": "form",
        "medium": "both",
        "necessity": "required",
        "source": "applicant",
        "accept": ["pdf", "jpg", "png"],
    }
]


def item(slug: str, handled_by: Organ, basic_code: str, **content: Any) -> Item:
    """A published item without required materials unless `materials` is given."""
    materials = content.pop("materials", [])
    basic, _created = BasicItem.objects.get_or_create(code=basic_code, defaults={"name": slug, "type": "01"})
    row = Item.objects.create(
        code=handled_by.credit_code + "4" + basic_code, slug=slug, basic_item=basic, organ=handled_by
    )
    catalogue.publish_version(
        item=row,
        content=CONTENT | content,
        materials=materials,
        results=[{"name": "测试许可证", "kind": "certificate"}],
        at=NOON,
    )
    row.refresh_from_db()
    return row


def resident(serial: int, username: str) -> Account:
    """Somebody who applies."""
    party = Party.objects.create(
        kind="person",
        name=f"测试居民{serial}",
        identity_kind="identity_number",
        identity_number=identity_number(serial),
        phone="13800000000",
        address="测试街道1号",
        region=region(),
    )
    account = Account(username=username, name=party.name, party=party)
    account.set_password("correct horse 9")
    account.save()
    return account


def staff(username: str, at: Organ, role: str) -> Account:
    """Somebody who serves."""
    account = Account(username=username, name=f"测试{username}")
    account.set_password("correct horse 9")
    account.save()
    Post.objects.create(account=account, organ=at, role=role, valid_from=date(2020, 1, 1))
    return account


def world() -> World:
    """One district with one organ, one hall, two items and everybody who has to do with them."""
    market, centre = organ(1, "区测试局"), organ(2, "测试行政服务中心", "service_centre")
    return World(
        organ=market,
        hall=centre,
        item=item("test-licence", market, "000131001000"),
        instant_item=item("test-instant", market, "000131002000", name="测试即办", kind="instant", promised_days=1),
        resident=resident(991, "resident"),
        stranger=resident(992, "stranger"),
        officer=staff("officer", market, "officer"),
        second_officer=staff("officer-2", market, "officer"),
        head=staff("head", market, "chief_representative"),
        clerk=staff("clerk", centre, "window_staff"),
    )


def draft(world: World, item: Item | None = None, **fields: Any) -> Case:
    """A draft of the resident that is complete."""
    by = world.actor(world.resident)
    assert world.resident.party is not None
    case = cases.start_draft(
        item=item or world.item, applicant=world.resident.party, by=by, channel="pc", at=NOON, **fields
    )
    return cases.save_draft(case=case, by=by, form={"shop_name": "测试店"}, delivery="window")


def submitted(world: World, item: Item | None = None, at: datetime = NOON) -> Case:
    """A case the resident has submitted."""
    return cases.submit(case=draft(world, item), by=world.actor(world.resident), at=at)


@contextmanager
def refuses(code: str) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """The block must be refused with this code."""
    with pytest.raises(Refusal) as refused:
        yield refused
    assert refused.value.code == code


def accepted(world: World, at: datetime = NOON) -> Case:
    """A committed case that has been accepted."""
    return cases.accept(case=submitted(world, at=at), by=world.actor(world.officer), at=at)


def operator() -> Account:
    """Who runs the console of the district."""
    return staff("operator", organ(80, "测试区政务办", "services_office"), "operator")


def city_operator() -> Account:
    """Who runs the console of the whole city."""
    office = organ(81, "测试市政务办", "services_office")
    Organ.objects.filter(pk=office.pk).update(region="500000")
    return staff("city-operator", office, "city_operator")


def organ_elsewhere(serial: int = 90, name: str = "邻区测试局") -> Organ:
    """An organ of the neighbouring district, which no operator of the first one oversees."""
    region()
    neighbour, _created = Region.objects.get_or_create(
        code="500105", defaults={"name": "江北区", "level": 4, "pinyin": "jiang bei qu", "parent_id": "500000"}
    )
    far = organ(serial, name)
    Organ.objects.filter(pk=far.pk).update(region=neighbour)
    far.refresh_from_db()
    return far
