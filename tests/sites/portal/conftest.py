"""The small world, and browsers with somebody signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests import factories
from tests.factories import MATERIALS, World
from yuban.cases import queries
from yuban.catalogue.models import Item
from yuban.config.load import reference
from yuban.people.models import Account

As = Callable[[Account], Client]


@pytest.fixture
def world(db: None) -> World:
    """One district with an organ, a hall, two items and their people, on the published calendar."""
    reference.load()
    queries.forget_rulebook()
    return factories.world()


@pytest.fixture
def signed_in() -> As:
    """A browser of this person."""

    def open_for(account: Account) -> Client:
        client = Client()
        client.force_login(account, backend="yuban.people.queries.PasswordBackend")
        return client

    return open_for


@pytest.fixture
def with_papers(world: World) -> Item:
    """An item that needs a paper."""
    return factories.item("with-papers", world.organ, "000131003000", name="要材料的许可", materials=MATERIALS)
