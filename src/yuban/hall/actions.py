"""Taking applications in a hall."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from yuban.cases import actions as cases
from yuban.cases.models import Case
from yuban.cases.reference import Channel
from yuban.catalogue.models import Item
from yuban.hall import queries
from yuban.hall.models import Hall
from yuban.kernel.refusals import Refusal
from yuban.people.models import Party
from yuban.people.rights import Actor


def start_at_window(
    *, hall: Hall, item: Item, applicant: Party, by: Actor, at: datetime, client_key: UUID | None = None
) -> Case:
    """Opens a draft for somebody who stands at a window of this hall; only for items one of its windows takes."""
    if not queries.takes(hall, item):
        raise Refusal(_("本大厅没有受理该事项的窗口，请指引到办事指南所列的地点。"), code="not_taken_here")
    return cases.start_draft(
        item=item,
        applicant=applicant,
        by=by,
        channel=Channel.WINDOW,
        at=at,
        client_key=client_key,
        hall_organ=hall.organ,
    )
