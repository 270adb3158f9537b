"""Reads of halls: where an item is taken, which hall a member of staff works in."""

from django.db.models import Case, Prefetch, QuerySet, When

from yuban.catalogue.models import Item
from yuban.hall.models import Hall, HallKind, Window, WindowItem
from yuban.people.reference import Role
from yuban.people.rights import Actor


def windows_taking(item: Item) -> QuerySet[Window]:
    """Windows where the item can be applied for, with their halls."""
    return (
        Window.objects.filter(window_items__item=item).select_related("hall", "organ").order_by("hall__kind", "number")
    )


def directory() -> QuerySet[Hall]:
    """All halls with their windows, the service centres first, then subcentres and town halls."""
    first = {HallKind.SERVICE_CENTRE: 0, HallKind.SUBCENTRE: 1}
    order = Case(*(When(kind=kind, then=place) for kind, place in first.items()), default=2)
    windows = Prefetch("windows", Window.objects.select_related("organ").order_by("number"))
    return Hall.objects.order_by(order, "name").prefetch_related(windows)


def halls_of(actor: Actor) -> QuerySet[Hall]:
    """Halls run by the organs in which the person is window staff."""
    return Hall.objects.filter(organ__in=actor.organs(Role.WINDOW_STAFF)).select_related("organ")


def items_taken_in(hall: Hall) -> QuerySet[Item]:
    """Items in use that some window of the hall takes."""
    taken = WindowItem.objects.filter(window__hall=hall).values("item")
    return Item.objects.filter(pk__in=taken, status="in_use", current__isnull=False).select_related("current", "organ")


def takes(hall: Hall, item: Item) -> bool:
    """Whether a window of this hall takes the item."""
    return WindowItem.objects.filter(window__hall=hall, item=item).exists()
