"""Where and who governs: regions from city to village, organs with their names, halls with their windows."""

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Replace
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuban.catalogue.models import Item
from yuban.hall.models import Hall, Window
from yuban.kernel.refusals import insist
from yuban.kernel.steps import utc_now
from yuban.organs import actions
from yuban.organs.models import Alias, Organ
from yuban.people.queries import within
from yuban.people.rights import Actor
from yuban.people.rules import oversees
from yuban.regions.models import Region
from yuban.sites.access import Request, needs
from yuban.sites.console.filters import OrganFilter
from yuban.sites.console.forms import AliasForm, HallForm, OrganForm, WindowForm
from yuban.sites.console.pages import DONE, attempt, change, page, sheet

MOST_FOUND = 60
changing = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@needs("console.see")
def regions(request: Request) -> HttpResponse:
    """The roots of what the operator oversees, or what a search among all regions below them finds."""
    q = request.GET.get("q", "").strip()[:40]
    roots = [f"{prefix:0<6}" for prefix in request.actor.region_prefixes]
    found = _named(q, request.actor) if q else Region.objects.filter(code__in=roots)
    listed = found.select_related("parent").annotate(below=Count("children"))[:MOST_FOUND]
    return page(request, "regions", {"q": q, "regions": listed, "most": MOST_FOUND})


def _named(q: str, actor: Actor) -> QuerySet[Region]:
    """Regions whose name has it, or whose code or pinyin starts with it."""
    sound = Replace("pinyin", Value(" "), Value(""))
    named = Q(name__icontains=q) | Q(code__startswith=q) | Q(sound__startswith=q.lower().replace(" ", ""))
    found = Region.objects.filter(within(actor, "code")).alias(sound=sound).filter(named)
    return found.order_by("level", "pinyin", "code")


@require_safe
@needs("console.see")
def region(request: Request, code: str) -> HttpResponse:
    """One region: what lies above and below it, and who works there."""
    insist(oversees(request.actor, code))
    here = get_object_or_404(Region.objects.select_related("parent__parent__parent"), pk=code)
    shown = {
        "region": here,
        "above": [above for above in _above(here) if oversees(request.actor, above.code) is None],
        "children": here.children.annotate(below=Count("children")),
        "organs": Organ.objects.filter(region=here, is_active=True),
        "halls": Hall.objects.filter(region=here),
    }
    return page(request, "region", shown)


def _above(region: Region) -> Iterable[Region]:
    """The regions a region lies in, from the widest on."""
    chain: list[Region] = []
    while region.parent is not None:
        region = region.parent
        chain.insert(0, region)
    return chain


@require_safe
@needs("console.see")
def organs(request: Request) -> HttpResponse:
    """Organs in pinyin order."""
    form = OrganFilter(request.GET, actor=request.actor)
    overseen = Organ.objects.filter(within(request.actor)).select_related("region").prefetch_related("aliases")
    return page(request, "organs", {"form": form, "sheet": sheet(request, form.narrow(overseen))})


def _organ(request: Request, pk: int) -> Organ:
    found = get_object_or_404(Organ.objects.select_related("region"), pk=pk)
    insist(oversees(request.actor, found.region_id))
    return found


@require_safe
@needs("console.see")
def organ(request: Request, pk: int) -> HttpResponse:
    """One organ with its names, windows and items."""
    return _organ_page(request, _organ(request, pk), AliasForm())


def _organ_page(request: Request, organ: Organ, form: AliasForm, status: int = 200) -> HttpResponse:
    shown = {
        "organ": organ,
        "form": form,
        "aliases": organ.aliases.all(),
        "halls": Hall.objects.filter(organ=organ),
        "windows": Window.objects.filter(organ=organ).select_related("hall"),
        "items": Item.objects.filter(organ=organ, current__isnull=False).select_related("current"),
    }
    return page(request, "organ", shown, status)


@changing
@needs("console.edit")
def change_organ(request: Request, pk: int) -> HttpResponse:
    """Phones and address of an organ."""
    found = _organ(request, pk)
    title = _("修改%(name)s") % {"name": found.name}
    return change(request, found, OrganForm, title, reverse("console:organ", args=[pk]))


@require_POST
@needs("console.edit")
def add_alias(request: Request, pk: int) -> HttpResponse:
    """One more name an organ is printed under."""
    found, form = _organ(request, pk), AliasForm(request.POST)
    by, at = request.actor.name, utc_now()
    status = attempt(form, lambda: actions.add_alias(organ=found, name=form.cleaned_data["name"], by=by, at=at))
    if status != DONE:
        return _organ_page(request, found, form, status)
    messages.success(request, _("已添加别名。"))
    return redirect("console:organ", pk=pk)


@require_POST
@needs("console.edit")
def remove_alias(request: Request, pk: int, alias: int) -> HttpResponse:
    """A name an organ is no longer printed under."""
    found = _organ(request, pk)
    if gone := Alias.objects.filter(pk=alias, organ=found).first():
        actions.remove_alias(alias=gone, by=request.actor.name, at=utc_now())
    messages.success(request, _("已删除别名。"))
    return redirect("console:organ", pk=pk)


@require_safe
@needs("console.see")
def halls(request: Request) -> HttpResponse:
    """Halls by kind."""
    overseen = Hall.objects.filter(within(request.actor)).select_related("organ", "region")
    return page(request, "halls", {"sheet": sheet(request, overseen.annotate(count=Count("windows")))})


def _hall(request: Request, pk: int) -> Hall:
    found = get_object_or_404(Hall.objects.select_related("organ", "region"), pk=pk)
    insist(oversees(request.actor, found.region_id))
    return found


@require_safe
@needs("console.see")
def hall(request: Request, pk: int) -> HttpResponse:
    """One hall with its windows and how many items each takes."""
    found = _hall(request, pk)
    windows = found.windows.select_related("organ").annotate(items=Count("window_items"))
    return page(request, "hall", {"hall": found, "windows": windows})


@changing
@needs("console.edit")
def change_hall(request: Request, pk: int) -> HttpResponse:
    """Phone, hours and bus of a hall."""
    found = _hall(request, pk)
    title = _("修改%(name)s") % {"name": found.name}
    return change(request, found, HallForm, title, reverse("console:hall", args=[pk]))


@changing
@needs("console.edit")
def change_window(request: Request, pk: int) -> HttpResponse:
    """When a window is open."""
    found = get_object_or_404(Window.objects.select_related("hall"), pk=pk)
    insist(oversees(request.actor, found.hall.region_id))
    title = _("修改%(hall)s%(number)s号窗口") % {"hall": found.hall.name, "number": found.number}
    return change(request, found, WindowForm, title, reverse("console:hall", args=[found.hall_id]))
