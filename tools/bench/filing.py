"""A hundred thousand cases with the steps that led to their states, as the product would have written them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from tools.bench.copying import copy_in
from tools.bench.people import MATERIALS, Town
from yuban.cases import clock, queries
from yuban.cases.lifecycle import LIFECYCLE
from yuban.cases.models import Case, CaseMaterial, CaseStep
from yuban.cases.reference import Channel, Got, State
from yuban.catalogue.reference import Delivery, Kind
from yuban.kernel import steps
from yuban.kernel.numbering import case_number
from yuban.people.models import Account

# of ten cases: the verbs that led to where each is
WAYS: Final = (
    *5 * (("submit",),),
    *2 * (("submit", "receive"),),
    *2 * (("submit", "accept"),),
    ("submit", "accept", "examine"),
)
DAYS: Final = 3  # on the last of which cases came in
BETWEEN: Final = timedelta(minutes=20)  # two steps of a case
BATCH: Final = 20_000


@dataclass
class Drawer:
    """What one client finds to work on: as resident drafts and own cases, as officer cases not yet accepted."""

    drafts: list[int] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    submitted: list[str] = field(default_factory=list)


class Registry:
    """Writes cases of a town; keys count from one, the client of a draft or case follows from its key."""

    def __init__(self, town: Town, at: datetime) -> None:
        self.town, self.at, self.last = town, at, 0
        self.drawers = [Drawer() for _resident in town.residents]
        self.digest = queries.form_digest(town.form)

    def write_open(self, number: int) -> None:
        """Cases on which an officer has to act."""
        until = self.last + number
        while self.last < until:
            keys = range(self.last + 1, min(self.last + BATCH, until) + 1)
            history: list[CaseStep] = []
            cases = [self._open(key, history) for key in keys]
            copy_in(Case, cases)
            copy_in(CaseStep, history)
            copy_in(CaseMaterial, (paper for case in cases for paper in self._papers(case)))
            self.last = keys[-1]
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval('cases_case_serial', %s)", [self.last])

    def write_drafts(self, number: int) -> range:
        """Complete drafts of the residents who sign in; gives their keys."""
        keys = range(self.last + 1, self.last + number + 1)
        cases = [self._draft(key) for key in keys]
        copy_in(Case, cases)
        copy_in(CaseMaterial, (paper for case in cases for paper in self._papers(case)))
        self.last = keys[-1]
        return keys

    def _open(self, key: int, history: list[CaseStep]) -> Case:
        party = self.town.parties[key % len(self.town.parties)]
        case = self._blank(key, applicant_id=party.pk, applicant_name=party.name)
        at = self.at - timedelta(days=key % DAYS, hours=2, seconds=key % 3600)
        case.number = case_number("500112", timezone.localdate(at), key)
        case.query_code = f"{key:08d}"
        case.submitted_at = case.papers_received_at = at
        case.due_on = reply_due(timezone.localdate(at))
        officer = self.town.officers[key % len(self.town.officers)]
        for verb in WAYS[key % len(WAYS)]:
            by, detail = officer, dict[str, Any]()
            if verb == "submit":
                by, detail = self.town.residents[0], {"version": self.town.version.number, "form": self.digest}
            elif verb == "accept":
                detail = self._accept(case, at)
            if by is officer:
                case.handler_id = officer.pk
            history.append(_step(case, verb, by, at, detail))
            at += BETWEEN
        self._sort(case)
        return case

    def _accept(self, case: Case, at: datetime) -> dict[str, str]:
        promised, statutory = decision_due(
            timezone.localdate(at), self.town.version.promised_days, self.town.version.statutory_days
        )
        case.accepted_at, case.due_on = at, promised
        case.promised_due_on, case.statutory_due_on = promised, statutory
        return {"promised_due_on": promised.isoformat(), "statutory_due_on": statutory.isoformat()}

    def _sort(self, case: Case) -> None:
        """Into the drawers of those who will open the case."""
        assert case.number is not None
        if case.state == State.SUBMITTED:
            self.drawers[case.pk // len(WAYS) % len(self.drawers)].submitted.append(case.number)
        if case.applicant_id <= len(self.drawers):
            self.drawers[case.applicant_id - 1].own.append(case.number)

    def _draft(self, key: int) -> Case:
        resident = self.town.residents[key % len(self.drawers)]
        self.drawers[key % len(self.drawers)].drafts.append(key)
        return self._blank(key, applicant_id=resident.party_id, applicant_name=resident.name, filed_by=resident)

    def _blank(self, key: int, **fields: Any) -> Case:
        fields.setdefault("filed_by", self.town.residents[0])
        return Case(
            pk=key,
            version=self.town.version,
            organ=self.town.organ,
            region_id=self.town.organ.region_id,
            channel=Channel.PC,
            kind=Kind.COMMITTED,
            item_name=self.town.version.name,
            contact_phone="13800000000",
            form=self.town.form,
            delivery=Delivery.WINDOW,
            delivery_address="测试街道1号",
            created_at=self.at - timedelta(days=DAYS),
            **fields,
        )

    def _papers(self, case: Case) -> Iterator[CaseMaterial]:
        for seq, (code, name, need) in enumerate(MATERIALS, 1):
            if need == "required":
                yield CaseMaterial(case=case, seq=seq, code=code, name=name, got=Got.PAPER, added_at=case.created_at)


@cache
def reply_due(on: date) -> date:
    """By when a case that came in on this day is answered."""
    at = _noon(on)
    return clock.reply_deadline(at, *queries.rulebook(at)).due_on


@cache
def decision_due(on: date, promised_days: int, statutory_days: int) -> tuple[date, date]:
    """(promised, statutory) day by which a case accepted on this day is decided."""
    at = _noon(on)
    limits, calendar = queries.rulebook(at)
    promised, statutory = clock.decision_deadlines(
        at, promised_days=promised_days, statutory_days=statutory_days, limits=limits, calendar=calendar
    )
    return promised.due_on, statutory.due_on


def _noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 12, tzinfo=clock.ZONE)


def _step(case: Case, verb: str, by: Account, at: datetime, detail: dict[str, Any]) -> CaseStep:
    before = bytes(case.head_hash or steps.genesis(f"case:{case.pk}"))
    entry = CaseStep(
        case=case,
        seq=case.step_count + 1,
        verb=verb,
        from_state=case.state,
        to_state=LIFECYCLE.target(case.state, verb),
        at=at,
        by=by,
        by_name=by.name,
        detail=detail,
        prev_hash=before,
    )
    entry.hash = steps.chain(before, vars(entry))
    case.state, case.step_count, case.head_hash = entry.to_state, entry.seq, entry.hash
    return entry
