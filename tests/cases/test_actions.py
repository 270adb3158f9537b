"""Every verb of a case on a real database: what it changes, what it refuses, what it leaves behind."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests import factories
from tests.factories import MATERIALS, NOON, World, refuses
from yuban.cases import actions as cases
from yuban.cases import queries
from yuban.cases.actions.intake import Gap
from yuban.cases.models import Case, CaseStep, Correction
from yuban.kernel.models import ReferenceChange
from yuban.kernel.numbering import is_case_number
from yuban.kernel.refusals import Invalid, NotYours, Refusal, Stale
from yuban.people import actions as people
from yuban.people.models import Post

GAP = Gap(code="01", name="申请书", problem="缺少签名")


def verbs(case: Case) -> list[str]:
    return list(CaseStep.objects.filter(case=case).values_list("verb", flat=True))


def test_a_case_goes_from_draft_to_completion(world: World) -> None:
    case = factories.submitted(world)
    officer = world.actor(world.officer)
    assert case.number
    assert is_case_number(case.number)
    assert case.due_on == date(2026, 3, 11)
    case = cases.receive(case=case, by=officer, at=NOON)
    case = cases.accept(case=case, by=officer, at=NOON)
    assert (case.promised_due_on, case.statutory_due_on) == (date(2026, 3, 11), date(2026, 4, 1))
    case = cases.examine(case=case, by=officer, at=NOON)
    case = cases.decide(case=case, by=officer, at=NOON, outcome="granted")
    case = cases.deliver(case=case, by=officer, at=NOON, way="window", receiver="测试居民991")
    assert case.state == "completed"
    assert case.closed_at == NOON
    assert verbs(case) == ["submit", "receive", "accept", "examine", "decide", "deliver", "complete"]
    assert list(queries.verify_chains()) == []


def test_submitting_twice_gives_the_same_case(world: World) -> None:
    case = factories.draft(world)
    first = cases.submit(case=case, by=world.actor(world.resident), at=NOON)
    second = cases.submit(case=case, by=world.actor(world.resident), at=NOON + timedelta(seconds=1))
    assert first.number == second.number
    assert verbs(first) == ["submit"]


def test_starting_twice_with_one_key_gives_one_draft(world: World) -> None:
    key = uuid4()
    assert factories.draft(world, client_key=key).pk == factories.draft(world, client_key=key).pk


def test_an_incomplete_form_is_named_and_nothing_is_filed(world: World) -> None:
    case = factories.draft(world)
    by = world.actor(world.resident)
    cases.save_draft(case=case, by=by, form={"shop_name": " ", "opened_on": "2026-02-30"})
    with pytest.raises(Invalid) as refused:
        cases.submit(case=case, by=by, at=NOON)
    assert refused.value.field == "shop_name"
    assert Case.objects.get(pk=case.pk).number is None


def test_required_papers_are_named(world: World) -> None:
    item = factories.item("with-papers", world.organ, "000131003000", materials=MATERIALS)
    case = factories.draft(world, item)
    with refuses("materials_missing") as refused:
        cases.submit(case=case, by=world.actor(world.resident), at=NOON)
    assert "申请书" in str(refused.value)
    cases.add_material(case=case, code="01", got="paper", file=None, by=world.actor(world.resident), at=NOON)
    assert cases.submit(case=case, by=world.actor(world.resident), at=NOON).number


def test_a_stranger_finds_nothing(world: World) -> None:
    case = factories.draft(world)
    with pytest.raises(NotYours):
        cases.submit(case=case, by=world.actor(world.stranger), at=NOON)
    with pytest.raises(NotYours):
        cases.save_draft(case=case, by=world.actor(world.stranger), form={})
    assert case not in Case.objects.visible_to(world.actor(world.stranger))


def test_nobody_starts_a_case_for_somebody_else(world: World) -> None:
    assert world.resident.party is not None
    with refuses("no_agency"):
        cases.start_draft(
            item=world.item,
            applicant=world.resident.party,
            by=world.actor(world.stranger),
            channel="pc",
            at=NOON,
        )


def test_an_agent_acts_within_the_authorisation_only(world: World) -> None:
    principal, agent = world.resident.party, world.stranger.party
    assert principal is not None
    assert agent is not None
    day = NOON.date()
    agency = people.give_agency(
        principal=principal,
        agent=agent,
        scope="代办",
        valid_from=day,
        valid_to=day + timedelta(days=30),
        by=world.actor(world.resident),
    )
    case = cases.start_draft(
        item=world.item, applicant=principal, by=world.actor(world.stranger), channel="pc", at=NOON
    )
    assert case.agent == agent
    people.withdraw_agency(agency=agency, by=world.actor(world.resident), at=NOON)
    with pytest.raises(NotYours):
        cases.submit(case=case, by=world.actor(world.stranger), at=NOON)


def test_correction_is_asked_once_and_restarts_the_five_days(world: World) -> None:
    case = factories.submitted(world)
    officer = world.actor(world.officer)
    case = cases.ask_correction(case=case, by=officer, at=NOON, gaps=[GAP])
    assert case.state == "correction"
    assert case.due_on == date(2026, 3, 25)
    later = NOON + timedelta(days=5)
    case = cases.resubmit(case=case, by=world.actor(world.resident), at=later)
    assert (case.state, case.due_on) == ("received", date(2026, 3, 16))
    with refuses("correction_once"):
        cases.ask_correction(case=case, by=officer, at=later, gaps=[GAP])
    assert verbs(case) == ["submit", "ask_correction", "resubmit"]


def test_correction_needs_its_reasons(world: World) -> None:
    case = factories.submitted(world)
    for gaps in (list[Gap](), [Gap(code="01", name="申请书", problem=" ")]):
        with pytest.raises(Invalid):
            cases.ask_correction(case=case, by=world.actor(world.officer), at=NOON, gaps=gaps)
    assert not Correction.objects.exists()


def test_an_unanswered_correction_lapses(world: World) -> None:
    case = cases.ask_correction(case=factories.submitted(world), by=world.actor(world.officer), at=NOON, gaps=[GAP])
    assert cases.lapse_overdue(at=NOON + timedelta(days=21)) == 0
    assert cases.lapse_overdue(at=NOON + timedelta(days=22)) == 1
    case.refresh_from_db()
    assert case.state == "lapsed"


@pytest.mark.parametrize(
    ("verb", "state"), [("refuse", "refused"), ("redirect", "not_ours"), ("tell_not_needed", "not_needed")]
)
def test_turning_away_needs_a_reason(world: World, verb: str, state: str) -> None:
    act = getattr(cases, verb)
    case = factories.submitted(world)
    with pytest.raises(Invalid):
        act(case=case, by=world.actor(world.officer), at=NOON, reason=" ")
    case = act(case=case, by=world.actor(world.officer), at=NOON, reason="应向区交通局申请")
    assert case.state == state
    assert case.closed_at == NOON


def test_silence_accepts_as_of_the_day_the_papers_came(world: World) -> None:
    case = factories.submitted(world)
    assert cases.deem_accepted(at=NOON + timedelta(days=7)) == 0
    later = NOON + timedelta(days=8)
    assert cases.deem_accepted(at=later) == 1
    assert cases.deem_accepted(at=later) == 0
    case.refresh_from_db()
    assert case.is_deemed_accepted
    assert case.accepted_at == NOON
    assert case.statutory_due_on == date(2026, 4, 1)


def test_a_special_procedure_stops_the_clock(world: World) -> None:
    case = factories.accepted(world)
    officer = world.actor(world.officer)
    case = cases.start_special_procedure(
        case=case, by=officer, at=NOON, procedure="expert_review", expected_days=5, reason="需要专家评审"
    )
    with pytest.raises(Refusal):
        cases.decide(case=case, by=officer, at=NOON, outcome="granted")
    case = cases.resume(case=case, by=officer, at=NOON + timedelta(days=7), result="通过")
    assert (case.state, case.promised_due_on, case.statutory_due_on) == (
        "examining",
        date(2026, 3, 18),
        date(2026, 4, 9),
    )


def test_only_the_head_extends_once_and_within_the_law(world: World) -> None:
    case = factories.accepted(world)
    with refuses("head_only"):
        cases.extend(case=case, by=world.actor(world.officer), at=NOON, days=5, reason="案情复杂")
    head = world.actor(world.head)
    with refuses("days"):
        cases.extend(case=case, by=head, at=NOON, days=11, reason="案情复杂")
    case = cases.extend(case=case, by=head, at=NOON, days=10, reason="案情复杂")
    assert case.statutory_due_on == date(2026, 4, 16)
    with refuses("extension_once"):
        cases.extend(case=case, by=head, at=NOON, days=1, reason="案情复杂")


def test_a_denial_gives_its_reasons(world: World) -> None:
    case = factories.accepted(world)
    with refuses("reason_missing"):
        cases.decide(case=case, by=world.actor(world.officer), at=NOON, outcome="denied")
    case = cases.decide(case=case, by=world.actor(world.officer), at=NOON, outcome="denied", reason="场所不符合条件")
    assert case.decision.reason == "场所不符合条件"


def test_an_electronic_result_completes_the_case(world: World) -> None:
    by = world.actor(world.resident)
    case = factories.draft(world)
    cases.save_draft(case=case, by=by, delivery="electronic")
    case = cases.submit(case=case, by=by, at=NOON)
    case = cases.accept(case=case, by=world.actor(world.officer), at=NOON)
    case = cases.decide(case=case, by=world.actor(world.officer), at=NOON, outcome="granted")
    assert case.state == "completed"


def test_an_instant_case_completes_on_the_spot(world: World) -> None:
    case = factories.submitted(world, world.instant_item)
    case = cases.complete_on_the_spot(case=case, by=world.actor(world.officer), at=NOON, outcome="granted")
    assert verbs(case) == ["submit", "accept", "decide", "deliver", "complete"]
    assert case.state == "completed"
    with refuses("not_instant"):
        cases.complete_on_the_spot(
            case=factories.submitted(world), by=world.actor(world.officer), at=NOON, outcome="granted"
        )


def test_an_instant_case_is_never_paused_or_extended(world: World) -> None:
    case = factories.submitted(world, world.instant_item)
    case = cases.accept(case=case, by=world.actor(world.officer), at=NOON)
    with refuses("instant"):
        cases.start_special_procedure(
            case=case, by=world.actor(world.officer), at=NOON, procedure="test", expected_days=1, reason="检测"
        )
    with refuses("instant"):
        cases.extend(case=case, by=world.actor(world.head), at=NOON, days=1, reason="检测")


def test_withdrawal_ends_the_case_before_the_decision_only(world: World) -> None:
    resident = world.actor(world.resident)
    case = cases.withdraw(case=factories.accepted(world), by=resident, at=NOON, reason="不办了")
    assert case.state == "withdrawn"
    decided = cases.decide(case=factories.accepted(world), by=world.actor(world.officer), at=NOON, outcome="granted")
    with refuses("state"):
        cases.withdraw(case=decided, by=resident, at=NOON, reason="不办了")


def test_a_stale_form_says_who_was_faster(world: World) -> None:
    case = factories.submitted(world)
    cases.accept(case=case, by=world.actor(world.officer), at=NOON, seen=1)
    with pytest.raises(Stale) as refused:
        cases.accept(case=case, by=world.actor(world.second_officer), at=NOON, seen=1)
    assert "测试officer" in str(refused.value)


def test_an_ended_post_ends_the_right(world: World) -> None:
    case = factories.submitted(world)
    post = Post.objects.get(account=world.officer)
    people.end_post(post=post, on=NOON.date(), by=world.actor(factories.operator()), at=NOON)
    tomorrow = world.actor(world.officer, NOON.date() + timedelta(days=1))
    with pytest.raises(NotYours):
        cases.accept(case=case, by=tomorrow, at=NOON)
    assert ReferenceChange.objects.filter(what="post").count() == 1


def test_an_officer_of_another_organ_is_told_so(world: World) -> None:
    elsewhere = factories.organ(9, "区另一局")
    other = factories.staff("other", elsewhere, "officer")
    with refuses("no_post"):
        cases.accept(case=factories.submitted(world), by=world.actor(other), at=NOON)
