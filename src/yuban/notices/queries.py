"""Reads of notices."""

from django.db import connection
from django.db.models import QuerySet

from yuban.notices.models import Notice
from yuban.people.rights import Actor


def mine(actor: Actor) -> QuerySet[Notice]:
    """One's notices, the newest first."""
    return Notice.objects.filter(account=actor.account_id).select_related("case")


def unread_count(actor: Actor) -> int:
    """How many notices wait for this person; in plain SQL, since every page asks."""
    if not actor.account_id:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM notices_notice WHERE account_id = %s AND read_at IS NULL", [actor.account_id]
        )
        return int(cursor.fetchone()[0])
