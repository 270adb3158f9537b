"""The door for the web server."""

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuban.config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

Environment = dict[str, Any]
Application = Callable[[Environment, Callable[..., Any]], Iterable[bytes]]


def behind(proxies: int, inner: Application) -> Application:
    """Put the client's own address into REMOTE_ADDR: what the outermost of our own proxies saw."""

    def outer(environment: Environment, answer: Callable[..., Any]) -> Iterable[bytes]:
        seen = [part.strip() for part in environment.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if len(seen) >= proxies:
            environment["REMOTE_ADDR"] = seen[-proxies]
        return inner(environment, answer)

    return outer if proxies else inner


application = behind(settings.YUBAN_PROXIES, get_wsgi_application())
