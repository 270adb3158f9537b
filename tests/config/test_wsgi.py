"""The client's address behind proxies, and log lines."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection

from yuban.config.logs import WithoutRows
from yuban.config.wsgi import behind


def seen_address(proxies: int, forwarded: str | None) -> str:
    seen: list[str] = []

    def inner(environment: dict[str, Any], answer: Callable[..., Any]) -> list[bytes]:
        seen.append(environment["REMOTE_ADDR"])
        return []

    environment = {"REMOTE_ADDR": "10.0.0.1"}
    if forwarded is not None:
        environment["HTTP_X_FORWARDED_FOR"] = forwarded
    behind(proxies, inner)(environment, print)
    return seen[0]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),  # nobody in front: the header is the client's own claim
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9, 192.0.2.4", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),  # fewer entries than proxies: somebody came past them
        (1, None, "10.0.0.1"),
    ],
)
def test_the_address_is_what_the_outermost_own_proxy_saw(proxies: int, forwarded: str | None, address: str) -> None:
    assert seen_address(proxies, forwarded) == address


@pytest.mark.django_db
def test_the_row_a_database_error_quotes_is_not_logged() -> None:
    number = "-".join(["500112", "secret"])  # not as one word, or the traceback would show this very line
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE once (number text UNIQUE)")
        cursor.execute("INSERT INTO once VALUES (%s)", [number])
        with pytest.raises(IntegrityError, match=number) as refused:
            cursor.execute("INSERT INTO once VALUES (%s)", [number])
    error = refused.value
    exc_info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed: %s", (error,), exc_info)
    written = WithoutRows().format(record)
    assert number not in written
    assert "UniqueViolation" in written
