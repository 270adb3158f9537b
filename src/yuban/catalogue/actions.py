"""Everything that writes to the catalogue."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from yuban.catalogue import words
from yuban.catalogue.models import Item, ItemVersion, Material, Result, Synonym
from yuban.catalogue.reference import Status
from yuban.kernel.actions import note_change
from yuban.kernel.models import ReferenceChange
from yuban.kernel.refusals import Invalid, Refusal

SHORTEST_WORD: Final = 2


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
        if item.status == status:
            return item
        before, item.status = item.status, Status(status)
        item.save(update_fields=["status"])
        ReferenceChange.objects.create(
            at=at, by=by, what="item", key=item.code, before={"status": before}, after={"status": status}, reason=reason
        )
    return item


@transaction.atomic
def add_synonym(*, word: str, means: str, by: str, at: datetime) -> Synonym:
    """Teaches the search an everyday expression; the same pair once more gives the one that is there."""
    word, means = word.strip(), means.strip()
    if len(word) < SHORTEST_WORD:
        raise Invalid(_("说法至少两个字，否则会牵连过多的搜索。"), code="word_short", field="word")
    if not means:
        raise Invalid(_("请填写对应的事项用语。"), code="means_missing", field="means")
    if word == means:
        raise Invalid(_("说法与对应用语相同，无需添加。"), code="same", field="means")
    synonym, created = Synonym.objects.get_or_create(word=word, means=means)
    if created:
        note_change(what="synonym", key=word, before=None, after={"means": means}, by=by, at=at)
    return synonym


@transaction.atomic
def remove_synonym(*, synonym: Synonym, by: str, at: datetime) -> None:
    """The search forgets an everyday expression; removing it twice changes nothing."""
    gone, _rows = Synonym.objects.filter(pk=synonym.pk).delete()
    if gone:
        note_change(what="synonym", key=synonym.word, before={"means": synonym.means}, after=None, by=by, at=at)
