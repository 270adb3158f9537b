"""Reads of the catalogue: search by everyday words, browse, one guide."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Prefetch, Q, QuerySet

from yuban.catalogue import words
from yuban.catalogue.models import Item, ItemVersion, Material, Synonym, Topic
from yuban.catalogue.reference import Audience, Status
from yuban.kernel.models import StoredFile
from yuban.organs.models import Organ
from yuban.regions.models import Level

FIRM_AUDIENCES = tuple(code for code in Audience.values if code not in (Audience.PERSON, Audience.AUTHORITY))


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody narrowed the list by; an empty value narrows nothing."""

    audience: str = ""  # person | firm
    topic: str = ""
    organ: int | None = None
    level: int | None = None
    among: tuple[int, ...] | None = None  # ids of items, as a hall takes them


def offered() -> QuerySet[Item]:
    """Items in use with a published version, with what a list row shows."""
    return (
        Item.objects.filter(status=Status.IN_USE, current__isnull=False)
        .select_related("current", "organ")
        .order_by("-popularity", "code")
    )


def browse(filters: Filters) -> QuerySet[Item]:
    """Items in use that match the filters, the most used first."""
    items = offered()
    if filters.audience == "person":
        items = items.filter(current__audience__contains=[Audience.PERSON])
    elif filters.audience == "firm":
        items = items.filter(current__audience__overlap=list(FIRM_AUDIENCES))
    if filters.topic:
        column = "topics_firm" if filters.audience == "firm" else "topics_person"
        items = items.filter(**{f"current__{column}__contains": [filters.topic]})
    if filters.organ:
        items = items.filter(organ=filters.organ)
    if filters.level:
        items = items.filter(organ__region__level=filters.level)
    if filters.among is not None:
        items = items.filter(pk__in=filters.among)
    return items


def _matching(tokens: Sequence[str], joined_by: str) -> SearchQuery:
    return SearchQuery(joined_by.join(words.quoted(token) for token in tokens), search_type="raw", config="simple")


def _every(tokens: Sequence[str]) -> SearchQuery:
    return _matching(tokens, " & ")


def search(text: str, filters: Filters) -> list[Item]:
    """At most 50 items by everyday words, best first: all words as typed, then what they mean, then sounds and parts.

    Typos with the right sound (生份证), initials (sbk) and synonyms kept by the office (生小孩) find their item.
    """
    exact, loose = words.query(text)
    if not exact:
        return []
    items = browse(filters)
    found: dict[int, Item] = {}
    attempts = [_every(exact)]
    meant = Synonym.objects.filter(Q(word__icontains=text.strip()) | Q(word__in=_parts(text)))[:8]
    attempts += [_every(words.query(synonym.means)[0] or exact) for synonym in meant]
    if loose:
        attempts.append(_every(loose))
    attempts.append(_matching(exact, " | "))
    for attempt in attempts:
        if len(found) >= 50 or (attempt is attempts[-1] and found):
            break
        ranked = items.filter(search=attempt).annotate(rank=SearchRank(F("search"), attempt))
        for item in ranked.order_by("-rank", "-popularity")[:50]:
            found.setdefault(item.pk, item)
    return list(found.values())[:50]


def _parts(text: str) -> list[str]:
    """Every run of two or more characters of what was typed, so that 怎么开饭馆 meets the synonym 开饭馆."""
    text = text.strip()[:20]
    return [text[i:j] for i in range(len(text)) for j in range(i + 2, len(text) + 1)]


def guide(slug: str) -> Item | None:
    """One item in any status with its current version, materials and results; None if unknown or never published."""
    materials = Prefetch("current__materials", Material.objects.select_related("blank_form", "sample"))
    return (
        Item.objects.filter(slug=slug, current__isnull=False)
        .select_related("current", "organ", "basic_item")
        .prefetch_related(materials, "current__results")
        .first()
    )


def printed_form(slug: str, code: str, which: str, version: int | None = None) -> StoredFile | None:
    """The blank form or the filled-in sample (`which`: blank, sample) of a material, current or older."""
    rows = Material.objects.filter(code=code, version__item__slug=slug, version__published_at__isnull=False)
    rows = rows.filter(version=F("version__item__current")) if version is None else rows.filter(version__number=version)
    material = rows.select_related("blank_form", "sample").first()
    if material is None:
        return None
    return {"blank": material.blank_form, "sample": material.sample}.get(which)


def organs() -> QuerySet[Organ]:
    """Organs that handle at least one item in use."""
    return Organ.objects.filter(pk__in=offered().values("organ"))


def why_found(version: ItemVersion, text: str) -> str:
    """The keyword of an item that a search met, where neither its name nor its everyday name shows it; else empty."""
    text = text.strip().lower()
    if not text or text in version.name.lower() or text in version.plain_name.lower():
        return ""
    met = (word for word in version.keywords if word.lower() in text or text in word.lower())
    return next(met, "")


@lru_cache(maxsize=1000)
def filed_under(version_id: int) -> ItemVersion:
    """A published version with its materials, as cases filed under it need it, and its item for the address.

    The database lets nobody change a published version, so each process reads it once; nobody may write to it.
    """
    return ItemVersion.objects.select_related("item").prefetch_related("materials").get(pk=version_id)


def topics(audience: str) -> QuerySet[Topic]:
    """Themes of persons or of firms that have at least one item to show."""
    column = "topics_person" if audience == "person" else "topics_firm"
    used: set[str] = set()
    for codes in offered().values_list(f"current__{column}", flat=True):
        used.update(codes)
    return Topic.objects.filter(audience=audience, code__in=used)


def levels() -> list[int]:
    """Administrative levels that have items in use, from above to below."""
    return [Level(level) for level in sorted(set(offered().values_list("organ__region__level", flat=True)))]
