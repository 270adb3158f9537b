"""Reads over organs that are more than a filter."""

from django.db.models import Q, QuerySet

from yuban.organs.models import Kind, Organ


def by_any_name(name: str) -> Organ | None:
    """The organ with this short name, full name or alias; None if nobody is called so."""
    name = name.strip()
    return Organ.objects.filter(Q(name=name) | Q(full_name=name) | Q(aliases__name=name)).distinct().first()


def services_offices() -> QuerySet[Organ]:
    """The government-services offices, whom people ask about the platform; the district's before the city's."""
    offices = Organ.objects.filter(kind=Kind.SERVICES_OFFICE, is_active=True)
    return offices.select_related("region").order_by("-region__level", "pinyin")
