"""What can never be rewritten: published versions, steps; and what follows when the calendar changes."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests import factories
from tests.factories import NOON, World
from yuban.cases import actions as cases
from yuban.cases import queries
from yuban.cases.models import CaseStep
from yuban.catalogue import actions as catalogue


def test_a_running_case_keeps_the_version_it_was_filed_under(world: World) -> None:
    case = factories.submitted(world)
    catalogue.publish_version(
        item=world.item, content=factories.CONTENT | {"promised_days": 10}, materials=[], results=[], at=NOON
    )
    case = cases.accept(case=case, by=world.actor(world.officer), at=NOON)
    assert case.version.number == 1
    assert case.promised_due_on == date(2026, 3, 11)


def test_a_published_version_cannot_be_changed(world: World) -> None:
    version = world.item.current
    assert version is not None
    version.promised_days = 1
    with pytest.raises(IntegrityError), transaction.atomic():
        version.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        version.results.all().delete()


def test_a_changed_calendar_moves_open_deadlines(world: World) -> None:
    case = factories.accepted(world)
    cases.change_calendar_day(
        on=date(2026, 3, 10),
        is_working=False,
        name="测试假日",
        by=world.actor(factories.operator()),
        at=NOON,
        reason="测试",
    )
    assert cases.recompute_deadlines(at=NOON) == 1
    assert cases.recompute_deadlines(at=NOON) == 0
    case.refresh_from_db()
    assert case.promised_due_on == date(2026, 3, 12)
    assert CaseStep.objects.filter(case=case).latest("seq").verb == "move_deadline"


def test_steps_can_only_be_added(world: World) -> None:
    case = factories.submitted(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseStep.objects.filter(case=case).update(reason="改写")
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseStep.objects.filter(case=case).delete()


@pytest.mark.parametrize(
    ("tamper", "kind"),
    [
        ("UPDATE cases_casestep SET reason = '改写' WHERE case_id = %s AND seq = 2", "altered"),
        ("DELETE FROM cases_casestep WHERE case_id = %s AND seq = 1", "missing"),
        ("DELETE FROM cases_casestep WHERE case_id = %s AND seq = 2", "missing"),
        (
            "INSERT INTO cases_casestep (case_id, seq, verb, from_state, to_state, at, by_name, reason, detail,"
            " prev_hash, hash) SELECT case_id, 3, verb, from_state, to_state, at, by_name, reason, detail, hash,"
            " hash FROM cases_casestep WHERE case_id = %s AND seq = 2",
            "inserted",
        ),
        ('UPDATE cases_case SET form = \'{"shop_name": "x"}\' WHERE id = %s', "form"),
    ],
)
def test_verification_names_every_kind_of_tampering(world: World, tamper: str, kind: str) -> None:
    case, untouched = factories.accepted(world), factories.accepted(world)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE cases_casestep DISABLE TRIGGER case_step_is_final")
        cursor.execute(tamper, [case.pk])
    found = list(queries.verify_chains())
    assert kind in {finding.kind for finding in found}
    assert {finding.number for finding in found} == {case.number}
    assert untouched.number
