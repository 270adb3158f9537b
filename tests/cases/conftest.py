"""The small world the tests of cases act in."""

import pytest

from tests import factories
from tests.factories import World
from yuban.cases import queries
from yuban.config.load import reference


@pytest.fixture
def world(db: None) -> World:
    """One district with an organ, a hall, two items and their people, on the published calendar."""
    reference.load()
    queries.forget_rulebook()
    return factories.world()
