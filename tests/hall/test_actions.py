"""What a hall does for others: it hands over the result of a case filed online, and only from its own counter."""

import pytest

from tests import factories
from tests.factories import NOON, World, refuses
from yuban.cases import actions as cases
from yuban.cases import queries
from yuban.cases.models import Case
from yuban.config.load import reference
from yuban.hall import actions as hall
from yuban.hall.models import Hall, Window, WindowItem
from yuban.kernel.refusals import NotYours


@pytest.fixture
def world(db: None) -> World:
    reference.load()
    queries.forget_rulebook()
    world = factories.world()
    place = Hall.objects.create(name="大厅", kind="service_centre", organ=world.hall, region=world.organ.region)
    window = Window.objects.create(hall=place, number="1", organ=world.organ, kind="standing", name="窗口")
    WindowItem.objects.create(window=window, item=world.item)
    return world


def test_a_case_filed_online_is_collected_in_the_hall_that_takes_its_item(world: World) -> None:
    by, clerk, officer = world.actor(world.resident), world.actor(world.clerk), world.actor(world.officer)
    draft = hall.choose_delivery(case=factories.draft(world), by=by, delivery="window")
    assert draft not in Case.objects.visible_to(clerk)
    assert draft not in Case.objects.in_halls([world.hall.pk])
    assert queries.own_draft(draft.pk, by) == draft
    with pytest.raises(NotYours):
        cases.save_draft(case=draft, by=clerk, form={})
    case = cases.submit(case=draft, by=by, at=NOON)
    assert case in Case.objects.visible_to(clerk)
    cases.accept(case=case, by=officer, at=NOON)
    cases.decide(case=case, by=officer, at=NOON, outcome="granted")
    case = cases.deliver(case=case, by=clerk, at=NOON, way="window", receiver="测试居民991")
    assert case.state == "completed"


def test_a_hall_decides_nothing_it_did_not_take(world: World) -> None:
    window = Window.objects.get()
    WindowItem.objects.create(window=window, item=world.instant_item)
    by, clerk = world.actor(world.resident), world.actor(world.clerk)
    draft = hall.choose_delivery(case=factories.draft(world, world.instant_item), by=by, delivery="window")
    case = cases.submit(case=draft, by=by, at=NOON)
    with refuses("no_post"):
        cases.complete_on_the_spot(case=case, by=clerk, at=NOON, outcome="granted")


def test_another_hall_hands_nothing_over(world: World) -> None:
    elsewhere = factories.staff("elsewhere", factories.organ(8, "另一大厅", "service_centre"), "window_staff")
    officer = world.actor(world.officer)
    case = factories.accepted(world)
    cases.decide(case=case, by=officer, at=NOON, outcome="granted")
    with pytest.raises(NotYours):
        cases.deliver(case=case, by=world.actor(world.stranger), at=NOON, way="window", receiver="某人")
    with refuses("no_post"):
        cases.deliver(case=case, by=world.actor(elsewhere), at=NOON, way="window", receiver="某人")


def test_a_hall_starts_only_what_its_windows_take(world: World) -> None:
    assert world.resident.party is not None
    place = Hall.objects.get()
    by = world.actor(world.clerk)
    with refuses("not_taken_here"):
        hall.start_at_window(hall=place, item=world.instant_item, applicant=world.resident.party, by=by, at=NOON)
    case = hall.start_at_window(hall=place, item=world.item, applicant=world.resident.party, by=by, at=NOON)
    assert (case.channel, case.hall_organ) == ("window", world.hall)
