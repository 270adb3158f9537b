"""Some weeks of cases in every state, so that no page of the demo is empty; all of them went through the real verbs."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import cycle
from typing import Final

from yuban.cases import actions as cases
from yuban.cases.actions.intake import Gap
from yuban.cases.clock import ZONE
from yuban.cases.models import Case
from yuban.cases.reference import Channel, Got, Procedure
from yuban.catalogue.models import Item
from yuban.catalogue.reference import Audience, Delivery, FieldType, Kind
from yuban.hall import actions as hall
from yuban.people.models import Account, Party, Post
from yuban.people.queries import account_with_posts
from yuban.people.reference import PartyKind, Role
from yuban.people.rights import Actor
from yuban.ratings import actions as ratings

ROUNDS: Final = 4
RATINGS: Final = (
    (5, ["513", "517"]),
    (5, ["510"]),
    (4, ["411"]),
    (2, ["213"]),
    (5, ["514"]),
    (3, ["309"]),
    (1, ["115"]),
)


def load_cases(now: datetime) -> int:
    """Files and handles the demo's cases unless there are cases already; returns how many."""
    if Case.objects.exists():
        return 0
    officers = {
        post.organ_id: post.account
        for post in Post.objects.filter(role=Role.OFFICER).select_related("account").order_by("-pk")
    }
    items = list(Item.objects.filter(organ__in=officers).select_related("current", "organ").order_by("slug"))
    stages = cycle(STAGES)
    marks = cycle(RATINGS)
    count = 0
    for number in range(ROUNDS):
        for item in items:
            story = next(stages)
            officer = officers[item.organ_id]
            begun = _morning(now, days=story.days_ago + number)
            case = _file(item, number + count, begun)
            if item.current is not None and item.current.kind == Kind.INSTANT:
                case = cases.complete_on_the_spot(
                    case=case, by=_actor(officer, begun), at=begun + timedelta(minutes=20), outcome="granted"
                )
            else:
                case = story.go_on(case, officer, begun)
            if case.closed_at and case.outcome and count % 3 != 2:
                level, options = next(marks)
                by = _actor(case.filed_by, case.closed_at)
                at = min(case.closed_at + timedelta(hours=2), now)
                ratings.rate(case=case, by=by, at=at, level=level, options=options, text="", channel="mobile")
            count += 1
    return count


def _morning(now: datetime, *, days: int) -> datetime:
    if days == 0:
        return now - timedelta(minutes=40)
    return datetime.combine(now.astimezone(ZONE).date() - timedelta(days=days), time(9, 30), tzinfo=ZONE)


def _actor(account: Account, at: datetime) -> Actor:
    found = account_with_posts(account.pk, at.astimezone(ZONE).date())
    assert found is not None
    return found.actor


def _file(item: Item, number: int, at: datetime) -> Case:
    version = item.current
    assert version is not None
    residents = list(Account.objects.filter(party__isnull=False).order_by("username"))
    account = residents[number % len(residents)]
    applicant = account.party
    if Audience.PERSON not in version.audience:
        applicant = Party.objects.filter(kind=PartyKind.FIRM, representative__isnull=False).order_by("pk").first()
        assert applicant is not None
        account = Account.objects.get(party=applicant.representative_id)
    assert applicant is not None
    by = _actor(account, at)
    channel = (Channel.PC, Channel.MOBILE)[number % 2]
    case = cases.start_draft(item=item, applicant=applicant, by=by, channel=channel, at=at)
    form = {spec["key"]: _answer(spec, account, at.date()) for spec in version.form_fields}
    delivery = Delivery.ELECTRONIC if number % 2 and Delivery.ELECTRONIC in version.delivery else version.delivery[0]
    cases.save_draft(case=case, by=by, form=form)
    hall.choose_delivery(case=case, by=by, delivery=delivery, delivery_address=applicant.address)
    for material in version.materials.all():
        if material.is_required:
            got = Got.UPLOADED if material.sample else Got.PAPER
            cases.add_material(case=case, code=material.code, got=got, file=material.sample, by=by, at=at)
    return cases.submit(case=case, by=by, at=at)


def _answer(spec: dict[str, str], account: Account, on: date) -> str:
    """What the demo's people answer: the sample of the field, or their own data where a check digit is asked."""
    match spec["type"]:
        case FieldType.IDENTITY_NUMBER:
            return account.party.identity_number if account.party else ""
        case FieldType.CREDIT_CODE:
            return Party.objects.filter(kind=PartyKind.FIRM).values_list("identity_number", flat=True)[0]
        case FieldType.CHOICE:
            return spec["sample"] or spec["choices"][0]
        case FieldType.DATE:
            soon = on + timedelta(days=30) if spec.get("when") == "future" else on
            return soon.isoformat() if spec.get("when") == "future" or not spec["sample"] else spec["sample"]
        case FieldType.NUMBER:
            return spec["sample"] or "1"
        case _:
            return spec["sample"] or "示例"


def _waits(case: Case, officer: Account, begun: datetime) -> Case:
    return case


def _received(case: Case, officer: Account, begun: datetime) -> Case:
    return cases.receive(case=case, by=_actor(officer, begun), at=begun + timedelta(minutes=30))


def _in_correction(case: Case, officer: Account, begun: datetime) -> Case:
    gaps = [Gap(code="01", name="申请表", problem="第一页缺少申请人签名，请签名后重新上传。")]
    return cases.ask_correction(case=case, by=_actor(officer, begun), at=begun + timedelta(minutes=30), gaps=gaps)


def _accepted(case: Case, officer: Account, begun: datetime) -> Case:
    return cases.accept(case=case, by=_actor(officer, begun), at=begun + timedelta(minutes=30))


def _in_special_procedure(case: Case, officer: Account, begun: datetime) -> Case:
    case = _accepted(case, officer, begun)
    return cases.start_special_procedure(
        case=case,
        by=_actor(officer, begun),
        at=begun + timedelta(hours=1),
        procedure=Procedure.EXPERT_REVIEW,
        expected_days=10,
        reason="需要组织专家评审。",
    )


def _decided(case: Case, officer: Account, begun: datetime) -> Case:
    case = _accepted(case, officer, begun)
    by, at = _actor(officer, begun), begun + timedelta(hours=5)
    return cases.decide(case=case, by=by, at=at, outcome="granted")


def _completed(case: Case, officer: Account, begun: datetime) -> Case:
    case = _decided(case, officer, begun)
    if case.closed_at:
        return case
    by, at = _actor(officer, begun), begun + timedelta(hours=6)
    return cases.deliver(
        case=case, by=by, at=at, way=case.delivery, receiver=case.applicant_name, tracking="示例单号0001"
    )


def _refused(case: Case, officer: Account, begun: datetime) -> Case:
    by, at = _actor(officer, begun), begun + timedelta(hours=1)
    return cases.refuse(case=case, by=by, at=at, reason="申请事项不属于受理范围，经营场所不在本区。")


class _Story:
    """How far a case has come, and how many days ago it was filed."""

    def __init__(self, days_ago: int, go_on: Callable[[Case, Account, datetime], Case]) -> None:
        self.days_ago, self.go_on = days_ago, go_on


STAGES: Final = (
    _Story(0, _waits),
    _Story(1, _received),
    _Story(2, _accepted),
    _Story(3, _completed),
    _Story(4, _in_correction),
    _Story(5, _accepted),
    _Story(6, _decided),
    _Story(7, _completed),
    _Story(9, _in_special_procedure),
    _Story(12, _accepted),
    _Story(20, _completed),
    _Story(1, _refused),
)
