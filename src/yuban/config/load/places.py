"""Regions, organs with their aliases, halls and windows."""

from datetime import date

from yuban.catalogue.words import sort_key
from yuban.config.load.files import table
from yuban.hall.models import Hall, Window
from yuban.organs.models import Alias, Organ
from yuban.regions.models import Level, Region

CITY = "500000"
DISTRICT = "500112"


def load_regions() -> int:
    """Chongqing, its districts with the functional zones, towns and villages; returns how many rows are new."""
    before = Region.objects.count()
    Region.objects.bulk_create(
        (
            Region(
                code=row["code"],
                name=row["name"],
                name_en=row["name_en"],
                level=Level.CITY if row["kind"] == "city" else Level.DISTRICT,
                parent_id=None if row["kind"] == "city" else CITY,
                pinyin=sort_key(row["name"])[:200],
                is_statutory=row["statutory"] == "1",
                valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
                valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            )
            for row in sorted(table("chongqing/districts.csv"), key=lambda row: row["kind"] != "city")
        ),
        ignore_conflicts=True,
    )
    _load_below("chongqing/towns.csv", "district_code", Level.TOWN)
    _load_below("chongqing/villages.csv", "town_code", Level.VILLAGE)
    return Region.objects.count() - before


def _load_below(name: str, parent: str, level: Level) -> None:
    known = set(Region.objects.values_list("code", flat=True))
    Region.objects.bulk_create(
        (
            Region(
                code=row["code"],
                name=row["name"],
                level=level,
                parent_id=row[parent],
                pinyin=sort_key(row["name"])[:200],
            )
            for row in table(name)
            if row["code"] not in known
        ),
        batch_size=2000,
    )


def load_organs() -> int:
    """Organs with every name they are printed under."""
    towns = {row["name"]: row["code"] for row in table("chongqing/towns.csv") if row["district_code"] == DISTRICT}
    for row in table("yubei/organs.csv"):
        organ, _created = Organ.objects.get_or_create(
            credit_code=row["credit_code"],
            defaults={
                "name": row["name"],
                "full_name": row["full_name"],
                "name_en": row["name_en"],
                "kind": row["kind"],
                "region_id": _region_of(row, towns),
                "pinyin": sort_key(row["name"]),
                "phone": row["phone"],
                "complaint_phone": row["complaint_phone"],
                "address": row["address"],
            },
        )
        for alias in filter(None, row["aliases"].split(";")):
            Alias.objects.get_or_create(name=alias.strip(), defaults={"organ": organ})
    return Organ.objects.count()


def _region_of(row: dict[str, str], towns: dict[str, str]) -> str:
    if row["kind"] == "town":
        return towns[row["name"]]
    return CITY if row["name"].startswith("市") else DISTRICT


def load_halls() -> int:
    """Halls and their windows by type."""
    for row in table("yubei/halls.csv"):
        Hall.objects.get_or_create(
            name=row["name"],
            defaults={
                "kind": row["kind"],
                "organ": Organ.objects.get(name=row["organ"]),
                "region_id": row["region_code"],
                "address": row["address"],
                "phone": row["phone"],
                "hours": row["hours_zh"],
                "hours_en": row["hours_en"],
                "bus": row["bus"],
            },
        )
    for row in table("yubei/windows.csv"):
        Window.objects.get_or_create(
            hall=Hall.objects.get(name=row["hall"]),
            number=row["number"],
            defaults={
                "organ": Organ.objects.get(name=row["organ"]),
                "kind": row["kind"],
                "name": row["name"],
                "opens_note": row["opens_note"],
            },
        )
    return Window.objects.count()
