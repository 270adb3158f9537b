"""Who and what the benchmark's cases need: a district, organs, an item, parties, residents and officers who sign in."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.contrib.auth.hashers import make_password

from tools.bench.copying import copy_in
from yuban.catalogue import actions as catalogue
from yuban.catalogue.models import BasicItem, Item, ItemVersion
from yuban.kernel.check_digits import credit_check_character, identity_check_digit, organisation_check_character
from yuban.organs.models import Organ
from yuban.people.models import Account, Party, Post
from yuban.people.reference import IdentityKind, PartyKind, Role
from yuban.regions.models import Region

PARTIES: Final = 2000
ORGANS: Final = ("区测试局", "区示例局", "区样本局", "测试行政服务中心")

CONTENT: Final[dict[str, Any]] = {
    "name": "测试经营许可", "plain_name": "开测试店要办的证", "type": "01", "audience": ["1", "2"],
    "topics_person": ["040"], "topics_firm": ["010"], "kind": "committed", "statutory_days": 20, "promised_days": 10,
    "online_depth": ["4", "5", "6"], "visits": 0, "delivery": ["window", "post", "electronic"], "keywords": ["开店"],
    "conditions": ["有固定的测试场所", "有相应的测试人员"], "inquiry_phone": "023-67800001",
    "complaint_phone": "023-67800002",
    "legal_basis": [{"law": "中华人民共和国测试法", "document_number": "", "article": "第一条", "text": "应当测试。"}],
    "stages": [{"name": "受理", "days": 0, "standard": "材料齐全"}, {"name": "审查", "days": 7, "standard": "属实"}],
    "questions": [{"q": "难吗？", "a": "不难。"}, {"q": "快吗？", "a": "很快。"}],
}  # fmt: skip
FIELDS: Final = (
    ("shop_name", "店名", "text", "测试店"), ("place", "经营场所", "address", "测试路1号"),
    ("opened_on", "开业日期", "date", "2026-03-02"), ("seats", "座位数", "number", "40"),
    ("keeper", "负责人身份证号", "identity_number", ""), ("phone", "负责人电话", "phone", "13800000000"),
)  # fmt: skip
MATERIALS: Final = (("01", "申请书", "required"), ("02", "场所证明", "required"), ("03", "照片", "optional"))


@dataclass(frozen=True)
class Town:
    """What cases are made of: the organ with all the cases, the item's version, parties, and who signs in."""

    organ: Organ
    version: ItemVersion
    parties: list[Party]
    residents: list[Account]
    officers: list[Account]
    form: dict[str, str]
    password: str


def identity_number(serial: int) -> str:
    """A valid identity number of nobody."""
    birth = date(1960, 1, 1) + timedelta(days=serial // 100)
    body = f"500112{birth:%Y%m%d}{900 + serial % 100}"
    return body + identity_check_digit(body)


def credit_code(serial: int) -> str:
    """A valid credit code of no organ."""
    organisation = f"TTT{serial:05d}"
    body = "11500112" + organisation + organisation_check_character(organisation)
    return body + credit_check_character(body)


def found(clients: int, at: datetime) -> Town:
    """Writes the town; `clients` residents and as many officers may sign in."""
    city = Region.objects.create(code="500000", name="重庆市", level=3, pinyin="chong qing shi")
    district = Region.objects.create(code="500112", name="渝北区", level=4, pinyin="yu bei qu", parent=city)
    organ = _organs(district)[0]
    form = {key: sample or identity_number(0) for key, _label, _type, sample in FIELDS}
    parties = [_party(serial, district) for serial in range(PARTIES)]
    copy_in(Party, parties)
    password = secrets.token_urlsafe()
    secret = make_password(password)
    residents, officers = [], []
    for number in range(clients):
        mine = parties[number]
        residents.append(Account(username=f"resident-{number}", name=mine.name, party_id=mine.pk, password=secret))
        officers.append(Account(username=f"officer-{number}", name=f"测试人员{number}", password=secret))
    Account.objects.bulk_create([*residents, *officers])
    Post.objects.bulk_create(
        Post(account=officer, organ=organ, role=Role.OFFICER, valid_from=date(2020, 1, 1)) for officer in officers
    )
    return Town(organ, _version(organ, at), parties, residents, officers, form, password)


def _organs(district: Region) -> list[Organ]:
    return [
        Organ.objects.create(
            name=name,
            full_name=f"重庆市渝北区{name}",
            kind="service_centre" if name.endswith("中心") else "organ",
            credit_code=credit_code(serial),
            region=district,
            pinyin=name,
            phone="023-67800001",
            complaint_phone="023-67800002",
            address="测试路1号",
        )
        for serial, name in enumerate(ORGANS)
    ]


def _party(serial: int, district: Region) -> Party:
    return Party(
        pk=serial + 1,
        kind=PartyKind.PERSON,
        name=f"测试居民{serial}",
        identity_kind=IdentityKind.IDENTITY_NUMBER,
        identity_number=identity_number(serial),
        phone="13800000000",
        address="测试街道1号",
        region=district,
    )


def _version(organ: Organ, at: datetime) -> ItemVersion:
    basic = BasicItem.objects.create(code="000131001000", name="测试经营许可", type="01")
    item = Item.objects.create(
        code=f"{organ.credit_code}4{basic.code}", slug="test-licence", basic_item=basic, organ=organ
    )
    fields = [
        {"key": key, "label": label, "label_en": key, "type": kind, "required": True, "choices": []}
        for key, label, kind, _sample in FIELDS
    ]
    paper = {"kind": "form", "medium": "both", "source": "applicant", "accept": ["pdf", "jpg", "png"]}
    return catalogue.publish_version(
        item=item,
        content={**CONTENT, "form_fields": fields},
        materials=[{"code": code, "name": name, "necessity": need, **paper} for code, name, need in MATERIALS],
        results=[{"name": "测试许可证", "kind": "certificate"}],
        at=at,
    )
