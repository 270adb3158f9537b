"""The site as it is served, and visitors to it."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.journeys import browser as browsers

# The browser's driver runs an event loop in this thread; the database is used from it all the same, one at a time.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all journeys."""
    with browsers.launched() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A visitor at a desk."""
    with browsers.visitor(browser, live_server.url) as page:
        yield page


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A visitor with a phone."""
    with browsers.visitor(browser, live_server.url, is_phone=True) as page:
        yield page


@pytest.fixture
def scriptless(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A visitor whose browser runs no script."""
    with browsers.visitor(browser, live_server.url, scripts=False) as page:
        yield page
