"""Sessions: how they are read, and that a sign-in ends when it is not used.

It ends sooner for staff, who may leave a counter, than for people at home.
"""

import time
from collections.abc import Callable
from typing import Any, Final, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import connection
from django.http import HttpRequest, HttpResponse

from yuban.sites.access import Request

TOUCHED: Final = "touched"
SECONDS: Final = 60  # how exact the end is; to write the session at each request would cost a transaction each


class SessionStore(db.SessionStore):
    """Sessions in the database, read without the detour of a model: every page of a signed-in person begins so."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing if there is none or it has ended."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()",
                [self.session_key],
            )
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])


class IdleMiddleware:
    """Keeps the session of a signed-in person while it is used; stands below the middleware that knows the person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.get(SESSION_KEY):
            self.touch(cast(Request, request))
        return response

    def touch(self, request: Request) -> None:
        """Count the time of the session from now; the request after a sign-in is the first that knows the posts."""
        if request.actor.posts and request.session.get_expiry_age() > settings.YUBAN_STAFF_SESSION_AGE:
            request.session.set_expiry(settings.YUBAN_STAFF_SESSION_AGE)
        if time.time() - request.session.get(TOUCHED, 0) > SECONDS:
            request.session[TOUCHED] = int(time.time())
