"""The small world of cases, seen from a window of its hall."""

import pytest
from django.test import Client

from tests import factories
from tests.factories import World
from yuban.cases import queries
from yuban.config.load import reference
from yuban.hall.models import Hall, Window, WindowItem
from yuban.people.models import Account


@pytest.fixture
def world(db: None) -> World:
    """One district with an organ, a hall, two items and their people, on the published calendar."""
    reference.load()
    queries.forget_rulebook()
    return factories.world()


@pytest.fixture
def hall(world: World) -> Hall:
    """The hall of the service centre; its one window takes both items."""
    hall = Hall.objects.create(
        name="测试大厅",
        kind="service_centre",
        organ=world.hall,
        region=world.hall.region,
        address="测试路1号",
        hours="9:00",
    )
    window = Window.objects.create(hall=hall, number="1", organ=world.organ, kind="unified", name="综合窗口")
    for item in (world.item, world.instant_item):
        WindowItem.objects.create(window=window, item=item)
    return hall


@pytest.fixture
def window(world: World, hall: Hall) -> Client:
    """A browser in which the clerk of the hall is signed in."""
    return signed_in(world.clerk)


def signed_in(account: Account) -> Client:
    """Another browser, with somebody else signed in."""
    client = Client()
    client.force_login(account, backend="yuban.people.queries.PasswordBackend")
    return client
