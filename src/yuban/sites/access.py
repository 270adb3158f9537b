"""Who may open a view, and what a refusal looks like: the one place where rights meet HTTP.

Every view names its permission with `@needs("…")`; a test walks the URL tree and fails on one without.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from yuban.kernel.refusals import NotYours, Refusal
from yuban.people.rights import NOBODY, PUBLIC, RIGHTS, Actor

P = ParamSpec("P")


class Request(HttpRequest):
    """A request as views see it: with the person behind it, and whether htmx sent it."""

    actor: Actor
    htmx: Any


def needs(
    permission: str,
) -> Callable[
    [Callable[Concatenate[Request, P], HttpResponseBase]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]
]:
    """Lets only holders of the permission in; others are sent to sign in, or get a 403 if they are signed in.

    What a signed-in person sees is never kept by caches on the way.
    """
    if permission != PUBLIC and permission not in RIGHTS:
        raise KeyError(f"no such permission: {permission}")

    def decorate(
        view: Callable[Concatenate[Request, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            known = cast("Request", request)
            if permission == PUBLIC:
                return view(known, *args, **kwargs)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not known.actor.may(permission):
                raise PermissionDenied
            response = view(known, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        guarded.__dict__["permission"] = permission
        return guarded

    return decorate


def _actor(request: HttpRequest) -> Actor:
    """Somebody who has just signed in is still nobody: the next request reads who they are from the session."""
    return cast("Actor", getattr(request.user, "actor", NOBODY))


# permission → the first page of the door it opens, in the order in which somebody with several posts is led
DOORS: Final = (
    ("window.serve", "window:home"),
    ("desk.handle", "desk:home"),
    ("console.see", "console:home"),
)


def home_of(actor: Actor) -> str:
    """Where somebody begins after signing in: staff at their own door, everybody else on the portal."""
    return reverse(next((name for permission, name in DOORS if actor.may(permission)), "portal:home"))


class PeopleMiddleware:
    """Puts the person behind a request on it, and turns refusals of the law into pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cast("Request", request).actor = cast("Actor", SimpleLazyObject(lambda: _actor(request)))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal that a view did not show beside its form: a page, or for htmx a fragment, with its status."""
        if isinstance(exception, NotYours):
            raise Http404
        if not isinstance(exception, Refusal):
            return None
        template = "_refusal.html" if getattr(request, "htmx", False) else "409.html"
        return render(request, template, {"refusal": exception}, status=exception.status)
