"""Everything that writes to the catalogue."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from yuban.catalogue import words
from yuban.catalogue.models import Item, ItemVersion, Material, Result
from yuban.catalogue.reference import Status
from yuban.kernel.models import ReferenceChange
from yuban.kernel.refusals import Refusal


@transaction.atomic
def publish_version(
    *,
    item: Item,
    content: Mapping[str, Any],
    materials: Sequence[Mapping[str, Any]],
    results: Sequence[Mapping[str, Any]],
    at: datetime,
) -> ItemVersion:
    """Publishes a new immutable version of an item; running cases keep the version they were filed under.

    `content` holds the fields of ItemVersion, `materials` and `results` those of their rows.
    """
    item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    last = item.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = ItemVersion(item=item, number=last + 1, **content)
    version.full_clean(exclude=["item"])
    version.save()
    Material.objects.bulk_create(Material(version=version, **row) for row in materials)
    Result.objects.bulk_create(Result(version=version, order=n, **row) for n, row in enumerate(results, 1))
    version.published_at = at
    version.save(update_fields=["published_at"])
    item.current = version
    item.save(update_fields=["current"])
    index_words(item=item)
    return version


def index_words(*, item: Item) -> None:
    """Writes what an item is found by: names and keywords first, organ and materials behind them."""
    version = item.current
    if version is None:
        return
    strong = words.tokens(" ".join([version.name, version.plain_name, version.name_en, *version.keywords]))
    weak = words.tokens(
        " ".join([item.organ.name, item.organ.full_name, *version.materials.values_list("name", flat=True)])
    )
    lexemes = dict.fromkeys(weak, "D") | dict.fromkeys(strong, "A")
    vector = " ".join(f"{words.quoted(token)}:1{weight}" for token, weight in lexemes.items())
    Item.objects.filter(pk=item.pk).update(search=RawSQL("%s::tsvector", [vector]))


def set_status(*, item: Item, status: str, by: str, reason: str, at: datetime) -> Item:
    """Suspends, resumes or cancels an item; running cases go on. Needs a reason."""
    if not reason.strip():
        raise Refusal(_("请说明调整事项状态的原因。"), code="reason_missing")
    with transaction.atomic():
        item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
        if item.status == Status.CANCELLED:
            raise Refusal(_("该事项已取消，不能再调整状态。"), code="item_cancelled")
        before, item.status = item.status, Status(status)
        item.save(update_fields=["status"])
        ReferenceChange.objects.create(
            at=at, by=by, what="item", key=item.code, before={"status": before}, after={"status": status}, reason=reason
        )
    return item
