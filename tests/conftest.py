"""One embedded PostgreSQL for the run, and no other network than that."""

import os
import shutil
import socket
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from pytest_django.plugin import blocking_manager_key

from yuban.config.embedded import server

WRITTEN_BY_MIGRATIONS = "_test_serialized_contents"  # Django's name for it

# Here the real program or a real browser is at work.
ON_THE_NETWORK = ("tests/config/", "tests/journeys/")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the throw-away data folder; the workers of a parallel run leave that to the run itself."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        shutil.rmtree(os.environ["YUBAN_TESTS"], ignore_errors=True)


def commits(item: pytest.Item) -> bool:
    """Whether a test really commits, so that its tables are emptied afterwards."""
    assert isinstance(item, pytest.Function)
    marked = any(marker.kwargs.get("transaction") for marker in item.iter_markers("django_db"))
    return marked or "live_server" in item.fixturenames


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that commits begins with the rows that migrations write …"""
    for item in items:
        if commits(item):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """… and leaves them behind: which test comes next differs from run to run where several workers share them."""
    result = yield
    if commits(item) and nextitem is not None:
        with item.config.stash[blocking_manager_key].unblock():
            connections["default"].creation.deserialize_db_from_string(vars(DatabaseWrapper)[WRITTEN_BY_MIGRATIONS])
    return result


@pytest.fixture(scope="session")
def database_server() -> Iterator[None]:
    """The embedded server, kept for the run."""
    with server.running(settings.YUBAN_DATA):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_server: None, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Have the server before pytest-django makes its test database there."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Let every connection know what migrations wrote.

    Django notes it on the one that made the test database, but where a browser's driver runs, there are others.
    """
    if written := vars(connections["default"]).get(WRITTEN_BY_MIGRATIONS):
        setattr(DatabaseWrapper, WRITTEN_BY_MIGRATIONS, written)


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that opens a connection to anything but a local socket file."""
    if any(part in request.node.nodeid for part in ON_THE_NETWORK):
        return
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        assert self.family == socket.AF_UNIX, f"a test opened a network connection to {address}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)
