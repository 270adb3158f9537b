"""Every verb of a case on a real database: what it changes, what it refuses, what it leaves behind."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests import factories
from tests.factories import NOON, World
from yuban.cases import actions as cases
from yuban.cases import queries
from yuban.cases.models import Case, CaseStep
from yuban.config import reference
from yuban.kernel.refusals import Invalid, NotYours, Refusal, Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    reference.load()
    queries.forget_rulebook()
    return factories.world()


def test_a_case_goes_from_draft_to_completion(world: World) -> None:
    case = factories.submitted(world)
    officer = world.actor(world.officer)
    assert case.number and case.state == "submitted" and case.due_on == date(2026, 3, 11)
    case = cases.receive(case=case, by=officer, at=NOON)
    case = cases.accept(case=case, by=officer, at=NOON)
    assert case.promised_due_on == date(2026, 3, 11) and case.statutory_due_on == date(2026, 4, 1)
    case = cases.examine(case=case, by=officer, at=NOON)
    case = cases.decide(case=case, by=officer, at=NOON, outcome="granted")
    case = cases.deliver(case=case, by=officer, at=NOON, way="window", receiver="测试居民991")
    assert case.state == "completed" and case.closed_at == NOON
    verbs = list(CaseStep.objects.filter(case=case).values_list("verb", flat=True))
    assert verbs == ["submit", "receive", "accept", "examine", "decide", "deliver", "complete"]
    assert list(queries.verify_chains()) == []
