"""What every page of this door shares: the person in the frame, the channel, and who may still edit a draft."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from yuban.cases import queries as cases
from yuban.cases.models import Case
from yuban.cases.reference import Channel, State
from yuban.kernel.refusals import Refusal
from yuban.notices.queries import unread_count
from yuban.people.rules import mask_name
from yuban.sites.access import Request, home_of

P = ParamSpec("P")
EDITABLE: Final = (State.DRAFT, State.CORRECTION)
ROWS: Final = 20


def page(
    request: Request,
    template: str,
    shown: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """A page of the portal; with a refusal, which stands above the content, in the refusal's status."""
    actor = request.actor
    person = {
        "name": mask_name(actor.name) if actor.account_id else "",
        "unread": unread_count(actor),
        "is_resident": bool(actor.party_ids),
        "desk": home_of(actor) if actor.posts else "",
    }
    context = {"person": person, "refusal": refusal, **(shown or {})}
    return render(request, f"portal/{template}.html", context, status=refusal.status if refusal else status)


def channel(request: HttpRequest) -> str:
    """PC or phone, as the browser says of itself."""
    return Channel.MOBILE if "Mobi" in request.headers.get("User-Agent", "") else Channel.PC


def paged(request: HttpRequest, rows: "QuerySet[Any] | list[Any]") -> "Page[Any]":
    """The page `?page=` of a list; the nearest one there is if the number makes no sense."""
    return Paginator(rows, ROWS).get_page(request.GET.get("page"))


def own_case(
    view: Callable[Concatenate[Request, Case, P], HttpResponseBase],
) -> Callable[Concatenate[Request, ...], HttpResponseBase]:
    """Gives the view the filed case of this number, if it is one's own. Raises NotYours otherwise."""

    @wraps(view)
    def loaded(request: Request, number: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, cases.own(number, request.actor), *args, **kwargs)

    return loaded


def editable(
    view: Callable[Concatenate[Request, Case, P], HttpResponseBase],
) -> Callable[Concatenate[Request, ...], HttpResponseBase]:
    """Gives the view one's own draft or case in correction; who comes back after submitting is led to the case."""

    @wraps(view)
    def loaded(request: Request, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        case = cases.own_draft(pk, request.actor)
        if case.state not in EDITABLE:
            return redirect("portal:case", case.number)
        return view(request, case, *args, **kwargs)

    return loaded
