"""What the applicant does, at home or through the hall: draft, papers, submission, correction, withdrawal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yuban.cases import clock, queries, rules
from yuban.cases.actions.record import end_pause, locked, save, step
from yuban.cases.models import Case, CaseMaterial
from yuban.cases.reference import Channel, State
from yuban.catalogue import rules as catalogue
from yuban.catalogue.models import Item, ItemVersion
from yuban.catalogue.reference import Delivery
from yuban.kernel.models import StoredFile
from yuban.kernel.numbering import case_number, next_serial, query_code
from yuban.kernel.refusals import Invalid, Refusal, insist
from yuban.organs.models import Organ
from yuban.people.models import Party
from yuban.people.reference import Role
from yuban.people.rights import Actor
from yuban.people.rules import may_act_for

MOST_MATERIALS = 60


def start_draft(
    *,
    item: Item,
    applicant: Party,
    by: Actor,
    channel: str,
    at: datetime,
    client_key: UUID | None = None,
    hall_organ: Organ | None = None,
    agent: Party | None = None,
) -> Case:
    """Opens a draft for an item under its current version; the same `client_key` gives the same draft again.

    Residents act for themselves or a principal; hall staff (channel window, with their hall's organ) for others.
    """
    insist(catalogue.is_offered(item))
    assert item.current is not None
    if channel == Channel.WINDOW:
        if hall_organ is None or hall_organ.pk not in by.organs(Role.WINDOW_STAFF):
            raise Refusal(_("只有本大厅的窗口人员可以代为收件。"), code="other_hall", status=403)
    else:
        insist(catalogue.is_online(item))
        insist(may_act_for(by, applicant.pk))
    fields = _first_fields(item, item.current, applicant, by) | {"channel": channel, "hall_organ": hall_organ}
    fields["created_at"] = at
    if channel == Channel.WINDOW:  # who stands there for the applicant; online it is whoever is signed in
        fields["agent_id"] = agent.pk if agent and agent.pk != applicant.pk else None
    if client_key is None:
        return Case.objects.create(**fields)
    case, _created = Case.objects.get_or_create(client_key=client_key, filed_by_id=by.account_id, defaults=fields)
    return case


def _first_fields(item: Item, version: ItemVersion, applicant: Party, by: Actor) -> dict[str, Any]:
    return {
        "version": version,
        "organ": item.organ,
        "region_id": item.organ.region_id,
        "applicant": applicant,
        "agent_id": by.party_id if by.party_id and by.party_id != applicant.pk else None,
        "filed_by_id": by.account_id,
        "kind": version.kind,
        "item_name": version.name,
        "applicant_name": applicant.name,
        "contact_phone": applicant.phone,
        "delivery": version.delivery[0] if version.delivery else Delivery.WINDOW,
        "delivery_address": applicant.address,
    }


@transaction.atomic
def save_draft(
    *,
    case: Case,
    by: Actor,
    form: Mapping[str, Any] | None = None,
    contact_phone: str | None = None,
    delivery: str | None = None,
    delivery_address: str | None = None,
    collect_at: Organ | None = None,
) -> Case:
    """Keeps what has been filled in so far, complete or not; only what is given changes.

    `collect_at` is the organ in whose hall the applicant of an online case will collect the result.
    """
    case = _own_editable(case, by)
    if form is not None:
        known = {spec["key"] for spec in case.version.form_fields}
        case.form = {key: str(value)[:2000] for key, value in form.items() if key in known}
    if delivery is not None:
        if delivery not in case.version.delivery:
            raise Invalid(_("该事项不支持这种送达方式。"), code="delivery_unknown", field="delivery")
        case.delivery = delivery
    if contact_phone is not None:
        case.contact_phone = contact_phone
    if delivery_address is not None:
        case.delivery_address = delivery_address
    if delivery is not None and case.channel != Channel.WINDOW:
        case.hall_organ = collect_at
    case.save(update_fields=["form", "contact_phone", "delivery", "delivery_address", "hall_organ"])
    return case


@transaction.atomic
def add_material(*, case: Case, code: str, got: str, file: StoredFile | None, by: Actor, at: datetime) -> CaseMaterial:
    """Adds a paper to a draft or to a case in correction; the same one twice for one material is kept once."""
    case = _own_editable(case, by)
    material = case.version.materials.filter(code=code).first()
    if material is None:
        raise Invalid(_("该事项没有这项材料。"), code="material_unknown", field="code")
    insist(rules.may_come_so(material, got))
    there = CaseMaterial.objects.filter(case=case)
    same = there.filter(code=code, file__digest=file.digest) if file else there.filter(code=code, got=got, file=None)
    if file is None and case.state == State.CORRECTION:  # one that was there before is not the one brought now
        same = same.filter(added_at__gt=case.correction.told_at)
    if found := same.first():
        return found
    last = there.order_by("-seq").values_list("seq", flat=True).first() or 0
    if there.count() >= MOST_MATERIALS:
        raise Invalid(
            _("一件最多收%(most)d份材料，请合并后再上传。") % {"most": MOST_MATERIALS}, code="too_many", field="file"
        )
    return CaseMaterial.objects.create(
        case=case, seq=last + 1, code=code, name=material.name, got=got, file=file, added_at=at
    )


@transaction.atomic
def remove_material(*, case: Case, seq: int, by: Actor) -> None:
    """Takes a paper back before submission; what was handed in with an earlier submission stays."""
    case = _own_editable(case, by)
    rows = CaseMaterial.objects.filter(case=case, seq=seq)
    if case.state == State.CORRECTION:
        rows = rows.filter(added_at__gt=case.correction.told_at)
    rows.delete()


@dataclass(frozen=True, slots=True)
class OnCounter:
    """A material at a window: on paper, owed, or (empty) neither; and whether it was looked at."""

    code: str
    got: str
    is_checked: bool


@transaction.atomic
def lay_on_counter(*, case: Case, papers: Sequence[OnCounter], by: Actor, at: datetime) -> None:
    """Writes down what lies on the counter, paper by paper; files and earlier submissions stay as they are."""
    case = _own_editable(case, by)
    insist(rules.is_at_hall(case, by))
    there = CaseMaterial.objects.filter(case=case)
    changeable = there.filter(added_at__gt=case.correction.told_at) if case.state == State.CORRECTION else there
    for paper in papers:
        rows = there.filter(code=paper.code)
        changeable.filter(code=paper.code, file=None).exclude(got=paper.got).delete()
        if paper.got:
            add_material(case=case, code=paper.code, got=paper.got, file=None, by=by, at=at)
        rows.update(is_checked=paper.is_checked)


@transaction.atomic
def check_material(*, case: Case, seq: int, is_checked: bool, by: Actor) -> None:
    """Staff tick that a paper was looked at and is what it should be."""
    case = locked(case)
    insist(rules.may_check_material(case, by))
    CaseMaterial.objects.filter(case=case, seq=seq).update(is_checked=is_checked)


@transaction.atomic
def submit(*, case: Case, by: Actor, at: datetime) -> Case:
    """Submits a draft: gives the case its number and query code and starts the five days of 行政许可法 §32.

    Sent twice, the second answer is the same case. Raises Invalid naming the field, or Refusal naming missing papers.
    """
    case = locked(case)
    insist(rules.is_applicant(case, by))
    if case.state != State.DRAFT and case.number:
        return case
    insist(rules.is_possible(case, "submit"))
    _insist_complete(case, at)
    return _file(case, "submit", by=by, at=at)


@transaction.atomic
def take_over_counter(*, case: Case, by: Actor, at: datetime) -> Case:
    """The hall takes the application of somebody who stands there: filed and received in one."""
    case = locked(case)
    insist(rules.is_at_hall(case, by))
    if case.state != State.DRAFT and case.number:
        return case
    insist(rules.is_possible(case, "take_over_counter"))
    _insist_complete(case, at)
    return _file(case, "take_over_counter", by=by, at=at)


@transaction.atomic
def resubmit(*, case: Case, by: Actor, at: datetime) -> Case:
    """Answers the one-time notice: new papers are in, the five days of 行政许可法 §32 begin anew."""
    case = locked(case)
    insist(rules.is_applicant(case, by))
    if case.state == State.RECEIVED and hasattr(case, "correction") and case.correction.answered_at:
        return case
    insist(rules.is_possible(case, "resubmit"))
    _insist_complete(case, at)
    case.correction.answered_at = at
    case.correction.save(update_fields=["answered_at"])
    case.papers_received_at = at
    case.due_on = clock.reply_deadline(at, *queries.rulebook(at)).due_on
    step(case, "resubmit", by=by, at=at, detail={"form": queries.form_digest(case.form)})
    return save(case, "papers_received_at", "due_on")


@transaction.atomic
def withdraw(*, case: Case, by: Actor, at: datetime, reason: str, seen: int | None = None) -> Case:
    """The applicant withdraws before the decision; nothing is decided, the case is over."""
    case = locked(case, seen)
    insist(rules.may("withdraw", case, by))
    end_pause(case, at, result=_("申请人撤回"))
    step(case, "withdraw", by=by, at=at, reason=reason)
    case.closed_at = at
    return save(case, "closed_at")


@transaction.atomic
def discard_draft(*, case: Case, by: Actor) -> None:
    """Deletes a draft with its papers; nothing had been filed, so no step is left."""
    case = _own_editable(case, by)
    if case.state != State.DRAFT:
        raise Refusal(_("已提交的办件不能删除，可以撤回。"), code="state")
    case.delete()


def _own_editable(case: Case, by: Actor) -> Case:
    case = locked(case)
    insist(rules.is_applicant(case, by))
    if case.state not in (State.DRAFT, State.CORRECTION):
        raise Refusal(_("本件已提交，内容不能再改。需要更改请撤回后重新申请。"), code="state")
    return case


def _insist_complete(case: Case, at: datetime) -> None:
    errors = rules.form_errors(case.version, case.form, timezone.localdate(case.submitted_at or at))
    if errors:
        field, sentence = next(iter(errors.items()))
        raise Invalid(sentence, code="form_incomplete", field=field)
    if sentence := rules.delivery_error(case):
        raise Invalid(sentence, code="address_missing", field="delivery_address")
    there = CaseMaterial.objects.filter(case=case).order_by().values_list("code", flat=True)
    missing = rules.missing_materials(case.version.materials.all(), there)
    if missing:
        names = "、".join(row.name for row in missing)
        raise Refusal(_("还缺必要材料：%(names)s。请补齐后提交。") % {"names": names}, code="materials_missing")


def _file(case: Case, verb: str, *, by: Actor, at: datetime) -> Case:
    serial = next_serial("cases_case_serial")
    case.number = case_number(case.region_id, timezone.localdate(at), serial)
    case.query_code = query_code()
    case.submitted_at = case.papers_received_at = at
    case.due_on = clock.reply_deadline(at, *queries.rulebook(at)).due_on
    step(case, verb, by=by, at=at, detail={"version": case.version.number, "form": queries.form_digest(case.form)})
    return save(case, "number", "query_code", "submitted_at", "papers_received_at", "due_on")
