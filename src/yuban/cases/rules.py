"""What may be done with a case, and by whom: each rule returns None or the refusal people read.

State of the thing and right of the person are asked apart. Pages ask before showing a button, actions ask again.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from yuban.cases.lifecycle import LIFECYCLE
from yuban.cases.models import Case
from yuban.cases.reference import LOCAL_LIMITS, Channel, Got, Outcome, State
from yuban.catalogue.models import ItemVersion, Material
from yuban.catalogue.reference import Delivery, FieldType, Kind, Necessity
from yuban.kernel.check_digits import check_credit_code, check_identity_number
from yuban.kernel.refusals import Invalid, NotYours, Refusal
from yuban.people.reference import Role
from yuban.people.rights import Actor

OFFICERS: Final = (Role.OFFICER, Role.CHIEF_REPRESENTATIVE)
OFFICER_VERBS: Final = (
    "receive", "accept", "ask_correction", "refuse", "redirect", "tell_not_needed", "examine",
    "start_special_procedure", "resume", "decide",
)  # fmt: skip
CHECKED_IN: Final = (State.DRAFT, State.SUBMITTED, State.RECEIVED, State.ACCEPTED, State.EXAMINING)
APPLICANT_VERBS: Final = ("submit", "resubmit", "withdraw")
NEVER_FOR_INSTANT: Final = ("start_special_procedure", "extend")


def is_possible(case: Case, verb: str) -> Refusal | None:
    """Whether the state of the case allows the verb at all (the lifecycle table), and its kind does."""
    if case.kind == Kind.INSTANT and verb in NEVER_FOR_INSTANT:
        return Refusal(_("即办件应当场办结，不适用特别程序和延期。"), code="instant")
    if LIFECYCLE.allows(case.state, verb):
        return None
    return Refusal(
        _("本件当前状态为“%(state)s”，不能%(verb)s。")
        % {"state": State(case.state).label, "verb": LIFECYCLE.label(verb)},
        code="state",
    )


def is_handler(case: Case, actor: Actor) -> Refusal | None:
    """Officers act on the cases of organs in which they hold a post today."""
    if case.organ_id in actor.organs(*OFFICERS):
        return None
    if actor.posts:
        return Refusal(_("您已不在本件的办理机构任职，不能办理此件。请联系本机构管理员。"), code="no_post", status=403)
    return NotYours()


def is_applicant(case: Case, actor: Actor) -> Refusal | None:
    """The applicant, an agent with a valid authorisation, or the hall that took the case on the applicant's word."""
    if case.applicant_id in actor.party_ids or is_at_hall(case, actor) is None:
        return None
    return NotYours()


def is_at_hall(case: Case, actor: Actor) -> Refusal | None:
    """Hall staff act on cases taken, or to be handed over, in their own hall; drafts of others are none of theirs."""
    is_theirs = case.channel == Channel.WINDOW or case.state != State.DRAFT
    if is_theirs and case.hall_organ_id in actor.organs(Role.WINDOW_STAFF):
        return None
    return Refusal(_("本件不在您所在的大厅办理。"), code="other_hall", status=403)


def may(verb: str, case: Case, actor: Actor) -> Refusal | None:
    """The general answer for a verb: right of the person first, then state of the case."""
    if verb == "extend":
        right = is_head(case, actor)
    elif verb == "deliver":
        right = None if is_at_hall(case, actor) is None else is_handler(case, actor)
    elif verb == "complete_on_the_spot":
        return may_complete_on_the_spot(case, actor)
    elif verb in APPLICANT_VERBS:
        right = is_applicant(case, actor)
    else:
        right = is_handler(case, actor)
    return right or is_possible(case, verb) or _once(verb, case)


def _once(verb: str, case: Case) -> Refusal | None:
    if verb == "ask_correction" and hasattr(case, "correction"):
        # 行政许可法 §32(4): everything is told at once; a second notice would be a second deadline for the same papers
        return Refusal(_("补正只能一次性告知，本件已告知过。请受理或不予受理。"), code="correction_once")
    if verb == "extend" and hasattr(case, "extension"):
        return Refusal(_("办理期限只能延长一次，本件已延长过。"), code="extension_once")
    return None


def is_head(case: Case, actor: Actor) -> Refusal | None:
    """行政许可法 §42: an extension is approved by the head of the organ, here its chief representative."""
    if case.organ_id in actor.organs(Role.CHIEF_REPRESENTATIVE):
        return None
    return Refusal(_("延长期限须经本机关负责人（首席代表）批准。"), code="head_only", status=403)


def may_complete_on_the_spot(case: Case, actor: Actor) -> Refusal | None:
    """Instant cases are decided at once, by the organ's officers or by the hall that took them on its behalf."""
    if case.kind != Kind.INSTANT:
        return Refusal(_("承诺件应先受理、再审查决定，不能当场办结。"), code="not_instant")
    took_it = case.channel == Channel.WINDOW and is_at_hall(case, actor) is None
    if not took_it and (refusal := is_handler(case, actor)):
        return refusal
    if case.state in (State.SUBMITTED, State.RECEIVED, State.ACCEPTED):
        return None
    return is_possible(case, "accept")


def offered(case: Case, actor: Actor, verbs: Iterable[str]) -> dict[str, Refusal | None]:
    """Each verb with None or the sentence that stands beside its greyed button."""
    return {verb: may(verb, case, actor) for verb in verbs}


def may_come_so(material: Material, got: str) -> Refusal | None:
    """Only a paper that the guide lets follow later may be owed (容缺后补); a required one has to be there."""
    if got not in Got.values:
        return Invalid(_("请选择材料的收取方式。"), code="got_unknown", field="got")
    if got == Got.OWED and material.necessity != Necessity.GAP_ALLOWED:
        sentence = _("“%(name)s”不能容缺后补，请收取后再提交。") % {"name": material.name}
        return Invalid(sentence, code="not_owable", field="got")
    return None


def may_check_material(case: Case, actor: Actor) -> Refusal | None:
    """Officers and the hall look at papers until the decision; what waits for the applicant is about to change."""
    right = None if is_handler(case, actor) is None else is_at_hall(case, actor)
    if right is None and case.state not in CHECKED_IN:
        return Refusal(_("本件已不在核对材料的阶段。"), code="state")
    return right


def missing_materials(required: Iterable[Material], codes: Iterable[str]) -> list[Material]:
    """Required papers that are not there yet; those that may follow (容缺后补) do not hold a case up."""
    there = set(codes)
    return [row for row in required if row.necessity == Necessity.REQUIRED and row.code not in there]


def delivery_error(case: Case) -> str:
    """What is missing for the result to reach the applicant; empty if nothing is."""
    if case.delivery == Delivery.POST and not case.delivery_address.strip():
        return _("选择邮寄送达时请填写收件地址。")
    return ""


def form_errors(version: ItemVersion, form: Mapping[str, Any], on: date) -> dict[str, str]:
    """What is wrong with the answers of an application form: field key → sentence; empty if all is well."""
    errors: dict[str, str] = {}
    for spec in version.form_fields:
        answer = str(form.get(spec["key"], "")).strip()
        if not answer:
            if spec.get("required"):
                errors[spec["key"]] = _("请填写“%(label)s”。") % {"label": spec["label"]}
            continue
        if sentence := _answer_error(spec, answer, on):
            errors[spec["key"]] = sentence
    return errors


def _answer_error(spec: Mapping[str, Any], answer: str, on: date) -> str:
    label = spec["label"]
    try:
        match spec["type"]:
            case FieldType.IDENTITY_NUMBER:
                check_identity_number(answer, on)
            case FieldType.CREDIT_CODE:
                check_credit_code(answer)
            case FieldType.DATE:
                return _date_error(spec, date.fromisoformat(answer), on)
            case FieldType.NUMBER:
                if not 0 <= float(answer) < float("inf"):
                    return _("“%(label)s”应为不小于0的数字。") % {"label": label}
            case FieldType.CHOICE if answer not in spec["choices"]:
                return _("请在“%(label)s”给出的选项中选择。") % {"label": label}
    except ValueError as error:
        plain = {FieldType.DATE: _("日期应写成2026-03-05这样，且确有这一天。"), FieldType.NUMBER: _("应为数字。")}
        return f"“{label}”：{plain.get(spec['type'], error)}"
    return ""


def _date_error(spec: Mapping[str, Any], answer: date, today: date) -> str:
    match spec.get("when"):
        case "future" if answer < today:
            return _("“%(label)s”不能早于今天。") % {"label": spec["label"]}
        case "past" if answer > today:
            return _("“%(label)s”不能晚于今天。") % {"label": spec["label"]}
    return ""


def decision_refusal(outcome: str, reason: str) -> Refusal | None:
    """行政许可法 §38: a decision against the applicant gives its reasons."""
    if outcome not in Outcome.values:
        return Refusal(_("请选择决定结果：准予、不予或终止。"), code="outcome_unknown")
    if outcome != Outcome.GRANTED and not reason.strip():
        return Refusal(_("不予或终止的决定应当说明理由。"), code="reason_missing")
    return None


def may_set_limit(key: str, days: int, valid_from: date, today: date) -> Refusal | None:
    """Limits of the place itself may be set, within reason and never backwards; limits of the law may not."""
    if key not in LOCAL_LIMITS:
        return Refusal(_("法定期限由法律规定，不能在平台上调整。"), code="limit_of_law")
    least, most = LOCAL_LIMITS[key]
    if not least <= days <= most:
        return Invalid(
            _("数值应在%(least)d到%(most)d之间。") % {"least": least, "most": most}, code="limit_range", field="days"
        )
    if valid_from < today:
        return Invalid(_("生效日期不能早于今天。"), code="limit_backwards", field="valid_from")
    return None
