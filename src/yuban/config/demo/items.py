"""Items with their guides; blank forms and filled-in samples are made from the fields each material lists."""

from datetime import datetime
from typing import Any

from yuban.catalogue import actions as catalogue
from yuban.catalogue.documents import Field, PrintedForm, blank_form, filled_sample
from yuban.catalogue.models import BasicItem, Item, Synonym
from yuban.config.load.files import documents, table
from yuban.hall.models import Window, WindowItem
from yuban.kernel import files
from yuban.kernel.actions import store_file
from yuban.kernel.models import StoredFile
from yuban.organs.models import Organ
from yuban.regions.models import Level

CONTENT = (
    "name", "name_en", "plain_name", "type", "audience", "topics_person", "topics_firm", "kind", "statutory_days",
    "promised_days", "online_depth", "visits", "visits_reason", "delivery", "keywords", "conditions", "inquiry_phone",
    "complaint_phone", "legal_basis", "stages", "fees", "questions", "form_fields",
)  # fmt: skip
MATERIAL = (
    "code",
    "name",
    "kind",
    "medium",
    "necessity",
    "source",
    "source_explain",
    "copies",
    "explain",
    "accept",
    "fields",
)
USE_LEVEL = {Level.CITY: "3", Level.DISTRICT: "4", Level.TOWN: "5"}


def load_items(at: datetime) -> int:
    """Publishes each item of the data files that is not there yet; returns how many were published."""
    published = 0
    popular = [row["slug"] for row in table("yubei/popular.csv")]
    for row in documents("yubei/items"):
        if not Item.objects.filter(slug=row["slug"]).exists():
            rank = popular.index(row["slug"]) if row["slug"] in popular else len(popular)
            _publish(row, popularity=1000 - rank, at=at)
            published += 1
    for synonym in table("yubei/synonyms.csv"):
        Synonym.objects.get_or_create(word=synonym["word"], means=synonym["means"])
    return published


def _publish(row: dict[str, Any], *, popularity: int, at: datetime) -> None:
    organ = Organ.objects.select_related("region").get(name=row["organ"])
    basic, _created = BasicItem.objects.get_or_create(
        code=row["basic_code"], defaults={"name": row["name"], "type": row["type"]}
    )
    item = Item.objects.create(
        code=organ.credit_code + USE_LEVEL[Level(organ.region.level)] + basic.code,
        slug=row["slug"],
        basic_item=basic,
        organ=organ,
        popularity=popularity,
    )
    content = {key: row[key] for key in CONTENT} | {"is_illustrative": row["illustrative"]}
    materials = [_material(material, row, organ, at) for material in row["materials"]]
    results = [{key: result[key] for key in ("name", "kind", "validity")} for result in row["results"]]
    catalogue.publish_version(item=item, content=content, materials=materials, results=results, at=at)
    for place in row["windows"]:
        for window in Window.objects.filter(hall__name=place["hall"], organ__name=place["organ"]):
            WindowItem.objects.get_or_create(window=window, item=item)


def _material(material: dict[str, Any], item: dict[str, Any], organ: Organ, at: datetime) -> dict[str, Any]:
    form = PrintedForm(
        title=material["name"],
        item_name=item["name"],
        organ_name=organ.full_name,
        fields=tuple(Field(label=field["label"], sample=field["sample"]) for field in material["fields"]),
        notes=(material["explain"],) if material["explain"] else (),
        is_form=material["kind"] == "form" or material["blank_form"],
    )
    made: dict[str, StoredFile] = {}
    if material["blank_form"]:
        made["blank_form"] = _keep(blank_form(form), f"{material['name']}（空白表）.docx", "docx", at)
    if material["sample"]:
        made["sample"] = _keep(filled_sample(form), f"{material['name']}（样表）.pdf", "pdf", at)
    return {key: material[key] for key in MATERIAL} | made


def _keep(content: bytes, name: str, kind: str, at: datetime) -> StoredFile:
    return store_file(digest=files.keep(content), size=len(content), kind=kind, name=name, at=at)
