"""Reads of halls: where an item is taken, which hall a member of staff works in."""

from django.db.models import QuerySet

from yuban.catalogue.models import Item
from yuban.hall.models import Hall, Window, WindowItem
from yuban.people.reference import Role
from yuban.people.rights import Actor


def windows_taking(item: Item) -> QuerySet[Window]:
    """Windows where the item can be applied for, with their halls."""
    return (
        Window.objects.filter(window_items__item=item).select_related("hall", "organ").order_by("hall__kind", "number")
    )


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
