"""Reads over organs that are more than a filter."""

from django.db.models import Q

from yuban.organs.models import Organ


def by_any_name(name: str) -> Organ | None:
    """The organ with this short name, full name or alias; None if nobody is called so."""
    name = name.strip()
    return Organ.objects.filter(Q(name=name) | Q(full_name=name) | Q(aliases__name=name)).distinct().first()
