"""One embedded PostgreSQL for the run, and no other network than that."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from yuban.config.embedded import server

# Here the real program or a real browser is at work.
ON_THE_NETWORK = ("tests/config/", "tests/journeys/")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the throw-away data folder; the workers of a parallel run leave that to the run itself."""
    if "PYTEST_XDIST_WORKER" not in os.environ and Path(settings.YUBAN_DATA).name.startswith("yuban-tests-"):
        shutil.rmtree(settings.YUBAN_DATA, ignore_errors=True)


@pytest.fixture(scope="session")
def database_server() -> Iterator[None]:
    """The embedded server, kept for the run."""
    with server.running(settings.YUBAN_DATA):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_server: None, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Have the server before pytest-django makes its test database there."""


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
