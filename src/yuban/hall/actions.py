"""Taking applications in a hall."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yuban.cases import actions as cases
from yuban.cases.models import Case
from yuban.cases.reference import Channel
from yuban.catalogue.models import Item
from yuban.catalogue.reference import Delivery
from yuban.hall import queries
from yuban.hall.models import Hall
from yuban.kernel.refusals import Invalid, Refusal
from yuban.people import actions as people
from yuban.people.models import Party
from yuban.people.rights import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What somebody's identity papers, or a firm's licence, say, as the window reads them."""

    kind: str
    name: str
    identity_kind: str
    identity_number: str
    phone: str = ""
    address: str = ""

    def meet(self, by: Actor, at: datetime) -> Party:
        """The party of these papers, found or recorded."""
        return people.meet_party(
            kind=self.kind,
            name=self.name,
            identity_kind=self.identity_kind,
            identity_number=self.identity_number,
            phone=self.phone,
            address=self.address,
            by=by,
            at=at,
        )


@transaction.atomic
def receive_visitor(
    *, hall: Hall, item: Item, applicant: Papers, agent: Papers | None, by: Actor, at: datetime, client_key: UUID
) -> Case:
    """Looks at the papers of whoever stands there, and of whom they stand there for, and opens a draft.

    Raises Invalid naming the field, which begins with "agent_" if it is one of the agent's.
    """
    party = applicant.meet(by, at)
    standing_there = None
    if agent is not None:
        try:
            standing_there = agent.meet(by, at)
        except Invalid as refusal:
            raise Invalid(refusal.sentence, code=refusal.code, field=f"agent_{refusal.field}") from refusal
    return start_at_window(
        hall=hall, item=item, applicant=party, agent=standing_there, by=by, at=at, client_key=client_key
    )


def choose_delivery(
    *, case: Case, by: Actor, delivery: str, contact_phone: str | None = None, delivery_address: str | None = None
) -> Case:
    """Keeps how the applicant wants the result; who collects it does so in the hall whose window takes the item."""
    window = queries.windows_taking(case.version.item).first() if delivery == Delivery.WINDOW else None
    return cases.save_draft(
        case=case,
        by=by,
        delivery=delivery,
        contact_phone=contact_phone,
        delivery_address=delivery_address,
        collect_at=window.hall.organ if window else None,
    )


def start_at_window(
    *,
    hall: Hall,
    item: Item,
    applicant: Party,
    by: Actor,
    at: datetime,
    agent: Party | None = None,
    client_key: UUID | None = None,
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
        agent=agent,
    )
