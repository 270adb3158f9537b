"""A case as staff see it, alike at desk and window: whose it is, masked; answers, papers, deadlines with their days."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from yuban.cases import clock, queries
from yuban.cases.models import Case, CaseMaterial
from yuban.cases.reference import IN_EXAMINATION, State
from yuban.catalogue.models import Material
from yuban.catalogue.reference import FieldType
from yuban.design.events import Event
from yuban.people import rules as people
from yuban.people.models import Party
from yuban.people.reference import PartyKind


def mask_address(address: str) -> str:
    """An address: its beginning, which says the district, stays; of a short one less."""
    return address[: min(6, len(address) // 2)] + "****"


HIDDEN: Final[Mapping[str, Callable[[str], str]]] = {
    FieldType.IDENTITY_NUMBER: people.mask_number,
    FieldType.PHONE: people.mask_phone,
    FieldType.ADDRESS: mask_address,
}


@dataclass(frozen=True, slots=True)
class Person:
    """An applicant or agent as the page prints them, masked or, after a stated purpose, in full."""

    name: str
    identity_kind: str
    identity_number: str
    phone: str
    address: str
    assurance: str


def person(party: Party, *, is_shown: bool, phone: str = "") -> Person:
    """What staff see of a party; `phone` is the one given for this case. A firm's name is public and stays as it is."""
    name, number, phone, address = party.name, party.identity_number, phone or party.phone, party.address
    if not is_shown:
        name = name if party.kind == PartyKind.FIRM else people.mask_name(name)
        number, phone = people.mask_number(number), people.mask_phone(phone)
        address = mask_address(address) if address else ""
    return Person(name, party.get_identity_kind_display(), number, phone, address, party.get_assurance_display())


def events(case: Case, *, is_shown: bool) -> list[Event]:
    """The history, with applicant and agent masked where they acted themselves."""
    own = {party.name for party in (case.applicant, case.agent) if party and party.kind == PartyKind.PERSON}
    history = queries.history(case)
    if is_shown:
        return history
    return [replace(event, by=people.mask_name(event.by)) if event.by in own else event for event in history]


def answers(case: Case, *, is_shown: bool) -> list[tuple[str, str]]:
    """(question, answer) of the application form, personal numbers and addresses masked unless shown."""
    rows = []
    for spec in case.version.form_fields:
        answer = str(case.form.get(spec["key"], ""))
        hide = HIDDEN.get(spec["type"])
        rows.append((spec["label"], hide(answer) if hide and answer and not is_shown else answer))
    return rows


@dataclass(frozen=True, slots=True)
class Sheet:
    """A material of the guide, and the papers that came in for it."""

    material: Material
    papers: tuple[CaseMaterial, ...]

    @property
    def is_missing(self) -> bool:
        """Whether something required is not there at all."""
        return self.material.is_required and not self.papers


def sheets(case: Case) -> list[Sheet]:
    """Every material of the item with what came in for it, in the order of the guide."""
    there: dict[str, list[CaseMaterial]] = {}
    for paper in case.materials.select_related("file"):
        there.setdefault(paper.code, []).append(paper)
    return [Sheet(material, tuple(there.get(material.code, ()))) for material in case.version.materials.all()]


@dataclass(frozen=True, slots=True)
class Term:
    """A deadline that runs: its name, the limit with its days, and runs of days in words (days, numbers, why)."""

    label: str
    deadline: clock.Deadline
    runs: list[tuple[str, str, str]]


def terms(case: Case, at: datetime) -> list[Term]:
    """The deadlines that run now, the nearest first, each with every day that was counted or skipped."""
    if case.state in IN_EXAMINATION:
        promised, statutory = queries.decision_deadlines(case, at)
        return [_term(_("承诺期限"), promised), _term(_("法定期限"), statutory)]
    deadline = queries.current_deadline(case, at)
    return [_term(_running(case.state), deadline)] if deadline else []


def _term(label: str, deadline: clock.Deadline) -> Term:
    return Term(label, deadline, [_in_words(line) for line in clock.explain(deadline)])


def _in_words(line: clock.Line) -> tuple[str, str, str]:
    days = f"{line.since}" if line.since == line.until else f"{line.since} – {line.until:%m-%d}"
    if line.numbers is None:
        return days, _("不计"), line.why
    first, last = line.numbers
    return days, f"{first}" if first == last else f"{first}–{last}", line.why


def _running(state: str) -> str:
    return {State.CORRECTION: _("补正期限"), State.DECIDED: _("送达期限")}.get(State(state), _("答复期限"))
