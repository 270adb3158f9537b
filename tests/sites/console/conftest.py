"""The small world seen from the government-services office."""

from datetime import datetime

import pytest
from django.test import Client

from tests import factories
from tests.factories import World
from yuban.cases import actions as cases
from yuban.cases import queries
from yuban.cases.models import Case
from yuban.config.load import reference
from yuban.hall.models import Hall, Window, WindowItem
from yuban.people.models import Account
from yuban.people.rights import Actor
from yuban.ratings import actions as ratings
from yuban.ratings.models import Rating

BACKEND = "yuban.people.queries.PasswordBackend"


@pytest.fixture
def world(db: None) -> World:
    """One district with an organ, a hall, two items and their people, on the published calendar."""
    reference.load()
    queries.forget_rulebook()
    return factories.world()


@pytest.fixture
def operator(world: World) -> Account:
    """Who runs the district's console."""
    return factories.operator()


@pytest.fixture
def console(operator: Account) -> Client:
    """A browser in which the district's operator is signed in."""
    return signed_in(operator)


@pytest.fixture
def hall(world: World) -> Hall:
    """A hall of the centre with one window that takes the item."""
    made = Hall.objects.create(
        name="测试大厅", kind="service_centre", organ=world.hall, region_id="500112", address="测试路2号",
        phone="023-67800003", hours="工作日9:00—17:00",
    )  # fmt: skip
    window = Window.objects.create(hall=made, number="1", organ=world.organ, kind="standing", name="测试窗口")
    WindowItem.objects.create(window=window, item=world.item)
    return made


def signed_in(account: Account) -> Client:
    """Another browser, with somebody else signed in."""
    browser = Client()
    browser.force_login(account, backend=BACKEND)
    return browser


def completed(world: World, at: datetime) -> Case:
    """A case that was applied for, granted and handed over at one moment."""
    case, officer = factories.accepted(world, at), world.actor(world.officer)
    case = cases.decide(case=case, by=officer, at=at, outcome="granted")
    return cases.deliver(case=case, by=officer, at=at, way="window", receiver="测试居民991")


def rated(case: Case, by: Actor, at: datetime, level: int = 1, options: tuple[str, ...] = ()) -> Rating:
    """What the applicant thought of it: bad, unless told otherwise."""
    return ratings.rate(case=case, by=by, at=at, level=level, options=options, text="等了很久", channel="pc")
