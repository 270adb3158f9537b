"""Reads of notices."""

from django.db.models import QuerySet

from yuban.notices.models import Notice
from yuban.people.rights import Actor


def mine(actor: Actor) -> QuerySet[Notice]:
    """One's notices, the newest first."""
    return Notice.objects.filter(account=actor.account_id).select_related("case")


def unread_count(actor: Actor) -> int:
    """How many notices wait for this person."""
    return Notice.objects.filter(account=actor.account_id, read_at=None).count() if actor.account_id else 0
