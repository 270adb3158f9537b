"""What the pages of this door share: the frame, lists walked without counting them, forms that act or say why not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import FOUND, OK, UNPROCESSABLE_ENTITY
from typing import Any, Final, Generic, TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yuban.kernel.actions import change_row
from yuban.kernel.refusals import NotYours, Refusal
from yuban.kernel.steps import utc_now
from yuban.notices.queries import unread_count
from yuban.sites.access import Request
from yuban.sites.console.forms import RowForm

M = TypeVar("M", bound=Model)
DONE: Final = int(FOUND)
ROWS: Final = 50
LAST: Final = 400  # pages one may walk through; whoever needs more narrows the list


@dataclass(frozen=True, slots=True)
class Sheet(Generic[M]):
    """One page of a list, with the addresses before and after it."""

    rows: list[M]
    previous: str
    next: str


def sheet(request: HttpRequest, rows: "QuerySet[M]", size: int = ROWS) -> Sheet[M]:
    """The page `?page=` of the rows; reads one row more than it shows, to know whether there is a next page."""
    asked = request.GET.get("page", "1")
    number = min(max(int(asked), 1), LAST) if asked.isdecimal() and len(asked) < 5 else 1
    found = list(rows[(number - 1) * size : number * size + 1])
    return Sheet(
        found[:size],
        address(request, page=number - 1) if number > 1 else "",
        address(request, page=number + 1) if len(found) > size and number < LAST else "",
    )


def address(request: HttpRequest, **changed: object) -> str:
    """The address of this page with some parameters changed."""
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = str(value)
    return f"?{query.urlencode()}"


def page(request: Request, template: str, shown: Mapping[str, Any], status: int = OK) -> HttpResponse:
    """A page of the console."""
    context = {"unread": unread_count(request.actor), **shown}
    return render(request, f"console/{template}.html", context, status=status)


def attempt(form: BaseForm, act: Callable[[], object]) -> int:
    """Acts if the form is in order; returns the status of the answer: DONE (go on), 422, or that of the refusal.

    A refusal is told beside its field, or above the form. What is none of this person's business stays a 404.
    """
    if not form.is_valid():
        return UNPROCESSABLE_ENTITY
    try:
        act()
    except NotYours:
        raise
    except Refusal as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return refused.status
    return DONE


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None when its page is only opened."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: Request,
    template: str,
    shown: Mapping[str, Any],
    form: BaseForm,
    act: Callable[[], object],
    *,
    said: str,
    to: str,
) -> HttpResponse:
    """The page of a form. Sent, it acts, says so and goes on; or the page comes again with what was wrong."""
    status = attempt(form, act) if form.is_bound else OK
    if status == DONE:
        messages.success(request, said)
        return redirect(to)
    return page(request, template, {**shown, "form": form, "back": to}, status)


def change(request: Request, row: Model, form_class: type[RowForm], title: str, back: str) -> HttpResponse:
    """The page on which safe fields of a reference row are changed, with a reason."""
    form = form_class(sent(request), row=row)
    by, at = request.actor.name, utc_now()

    def save() -> None:
        told = form.cleaned_data
        change_row(row=row, fields=form.changes, by=by, at=at, reason=told["reason"], seen=told["seen"])

    return form_page(request, "change", {"title": title}, form, save, said=_("已保存。"), to=back)
