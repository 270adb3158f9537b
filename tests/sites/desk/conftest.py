"""The small world of cases, seen from the officer's desk."""

import pytest
from django.test import Client

from tests import factories
from tests.factories import World
from yuban.cases import queries
from yuban.config.load import reference
from yuban.people.models import Account


@pytest.fixture
def world(db: None) -> World:
    """One district with an organ, a hall, two items and their people, on the published calendar."""
    reference.load()
    queries.forget_rulebook()
    return factories.world()


@pytest.fixture
def desk(world: World, client: Client) -> Client:
    """A browser in which the officer is signed in."""
    client.force_login(world.officer, backend="yuban.people.queries.PasswordBackend")
    return client


def signed_in(account: Account) -> Client:
    """Another browser, with somebody else signed in."""
    client = Client()
    client.force_login(account, backend="yuban.people.queries.PasswordBackend")
    return client
