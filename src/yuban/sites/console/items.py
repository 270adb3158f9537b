"""Items with all their versions and their status, and the everyday words the search knows."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuban.catalogue import actions
from yuban.catalogue.models import Item, ItemVersion, Synonym
from yuban.hall.queries import windows_taking
from yuban.kernel.models import ReferenceChange
from yuban.kernel.refusals import insist
from yuban.kernel.steps import utc_now
from yuban.people.queries import within
from yuban.people.rules import oversees
from yuban.sites.access import Request, needs
from yuban.sites.console.filters import ItemFilter
from yuban.sites.console.forms import StatusForm, SynonymForm
from yuban.sites.console.pages import form_page, page, sent, sheet


@require_safe
@needs("console.see")
def items(request: Request) -> HttpResponse:
    """Items in every status, the most used first."""
    form = ItemFilter(request.GET, actor=request.actor)
    overseen = Item.objects.filter(within(request.actor, "organ__region__code")).select_related("current", "organ")
    return page(request, "items", {"form": form, "sheet": sheet(request, form.narrow(overseen))})


def _item(request: Request, slug: str) -> Item:
    found = get_object_or_404(Item.objects.select_related("current", "organ", "basic_item"), slug=slug)
    insist(oversees(request.actor, found.organ.region_id))
    return found


@require_safe
@needs("console.see")
def item(request: Request, slug: str) -> HttpResponse:
    """One item: what it says now, its versions, where it is taken, what was done to its status."""
    found = _item(request, slug)
    shown = {
        "item": found,
        "version": found.current,
        "versions": found.versions.only("number", "published_at", "name", "statutory_days", "promised_days"),
        "windows": windows_taking(found),
        "changes": ReferenceChange.objects.filter(what="item", key=found.code)[:20],
        **_content(found.current),
    }
    return page(request, "item", shown)


def _content(version: ItemVersion | None) -> dict[str, object]:
    """The children of a version."""
    if version is None:
        return {"materials": [], "results": []}
    return {"materials": version.materials.all(), "results": version.results.all()}


@require_safe
@needs("console.see")
def version(request: Request, slug: str, number: int) -> HttpResponse:
    """One version of an item as it was published; running cases keep the one they were filed under."""
    found = _item(request, slug)
    asked = get_object_or_404(found.versions, number=number)
    return page(request, "item_version", {"item": found, "version": asked, **_content(asked)})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("console.edit")
def change_status(request: Request, slug: str) -> HttpResponse:
    """Suspends, resumes or cancels an item, with a reason."""
    found = _item(request, slug)
    form = StatusForm(sent(request), initial={"status": found.status})
    by, at = request.actor.name, utc_now()
    return form_page(
        request,
        "item_status",
        {"item": found},
        form,
        lambda: actions.set_status(item=found, **form.cleaned_data, by=by, at=at),
        said=_("事项状态已调整，已提交的办件照常办理。"),
        to=reverse("console:item", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("console.edit")
def synonyms(request: Request) -> HttpResponse:
    """Everyday expressions and what they mean; one can be added."""
    form = SynonymForm(sent(request))
    by, at = request.actor.name, utc_now()
    return form_page(
        request,
        "synonyms",
        {"sheet": sheet(request, Synonym.objects.all(), 100)},
        form,
        lambda: actions.add_synonym(**form.cleaned_data, by=by, at=at),
        said=_("已添加，搜索立即生效。"),
        to=reverse("console:synonyms"),
    )


@require_POST
@needs("console.edit")
def remove_synonym(request: Request, pk: int) -> HttpResponse:
    """The search forgets an expression."""
    if known := Synonym.objects.filter(pk=pk).first():
        actions.remove_synonym(synonym=known, by=request.actor.name, at=utc_now())
    messages.success(request, _("已删除。"))
    return redirect("console:synonyms")
