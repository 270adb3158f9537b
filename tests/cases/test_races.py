"""Two people at once, really at once: one wins, the other is told, and nothing is written twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from tests import factories
from tests.factories import NOON, World
from yuban.cases import actions as cases
from yuban.cases import queries
from yuban.cases.models import Case, CaseStep
from yuban.config.load import reference
from yuban.kernel.refusals import Refusal
from yuban.kernel.steps import utc_now
from yuban.notices import actions as notices
from yuban.notices.models import Notice
from yuban.ratings import actions as ratings
from yuban.ratings.models import Rating

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def world() -> World:
    reference.load()
    queries.forget_rulebook()
    return factories.world()


def at_once(*verbs: Callable[[], object]) -> list[object]:
    """Runs the verbs at the same moment, each on its own connection; gives each one's result or refusal."""
    start = Barrier(len(verbs))

    def run(verb: Callable[[], object]) -> object:
        start.wait()
        try:
            return verb()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))


def refusals(results: list[object]) -> list[Refusal]:
    return [result for result in results if isinstance(result, Refusal)]


def test_two_officers_decide_differently(world: World) -> None:
    case = factories.accepted(world)
    first, second = world.actor(world.officer), world.actor(world.second_officer)
    results = at_once(
        lambda: cases.decide(case=case, by=first, at=NOON, outcome="granted", seen=2),
        lambda: cases.decide(case=case, by=second, at=NOON, outcome="denied", reason="不符合条件", seen=2),
    )
    assert [refusal.code for refusal in refusals(results)] == ["stale"]
    assert CaseStep.objects.filter(case=case, verb="decide").count() == 1
    assert list(queries.verify_chains()) == []


def test_applicant_withdraws_while_the_officer_decides(world: World) -> None:
    case = factories.accepted(world)
    officer, resident = world.actor(world.officer), world.actor(world.resident)
    results = at_once(
        lambda: cases.decide(case=case, by=officer, at=NOON, outcome="granted"),
        lambda: cases.withdraw(case=case, by=resident, at=NOON, reason="不办了"),
    )
    assert len(refusals(results)) == 1
    assert Case.objects.get(pk=case.pk).state in {"decided", "withdrawn"}


def test_a_double_click_submits_once(world: World) -> None:
    case = factories.draft(world)
    resident = world.actor(world.resident)
    results = at_once(*[lambda: cases.submit(case=case, by=resident, at=NOON)] * 4)
    assert not refusals(results)
    assert len({result.number for result in results if isinstance(result, Case)}) == 1
    assert CaseStep.objects.filter(case=case).count() == 1


def test_silence_and_the_officer_accept_once(world: World) -> None:
    case = factories.submitted(world)
    officer, later = world.actor(world.officer), NOON + timedelta(days=8)
    at_once(
        lambda: cases.accept(case=case, by=officer, at=later),
        lambda: cases.deem_accepted(at=later),
        lambda: cases.deem_accepted(at=later),
    )
    assert CaseStep.objects.filter(case=case, verb__in=["accept", "deem_accepted"]).count() == 1


def test_a_case_is_rated_once(world: World) -> None:
    case = cases.complete_on_the_spot(
        case=factories.submitted(world, world.instant_item),
        by=world.actor(world.officer),
        at=NOON,
        outcome="granted",
    )
    resident = world.actor(world.resident)
    results = at_once(
        lambda: ratings.rate(case=case, by=resident, at=NOON, level=5, options=["510"], text="", channel="pc"),
        lambda: ratings.rate(case=case, by=None, at=NOON, level=1, options=["115"], text="", channel="qr"),
    )
    assert [refusal.code for refusal in refusals(results)] == ["rated_once"]
    assert Rating.objects.count() == 1


def test_every_step_is_told_once_however_many_workers_read(world: World) -> None:
    for _number in range(5):
        factories.accepted(world)
    at_once(*[lambda: notices.deliver_new(at=utc_now())] * 3)
    notices.deliver_new(at=utc_now())
    told = list(Notice.objects.order_by("case_id", "step_seq").values_list("case_id", "step_seq"))
    assert told == list(CaseStep.objects.order_by("case_id", "seq").values_list("case_id", "seq"))
