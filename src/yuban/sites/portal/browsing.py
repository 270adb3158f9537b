"""What anybody may read: home, search and browse, guides with their blank forms, halls, help."""

from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yuban.cases import queries as cases
from yuban.catalogue import queries as catalogue
from yuban.catalogue import rules
from yuban.catalogue.models import Item
from yuban.catalogue.queries import Filters
from yuban.catalogue.reference import Audience, Delivery
from yuban.hall import queries as halls_of
from yuban.kernel.steps import utc_now
from yuban.organs import queries as organs
from yuban.regions.models import Level
from yuban.sites import papers
from yuban.sites.access import Request, needs
from yuban.sites.portal.forms import QueryForm
from yuban.sites.portal.pages import page, paged

POPULAR = 8
SHOWN_CASES = 3


class FilterForm(forms.Form):
    """What the list of items can be narrowed by; values that do not exist narrow nothing."""

    q = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    audience = forms.ChoiceField(
        label=_("面向"), required=False, choices=[("", _("不限")), ("person", _("个人")), ("firm", _("法人"))]
    )
    topic = forms.ChoiceField(label=_("主题"), required=False)
    organ = forms.ChoiceField(label=_("办理机构"), required=False)
    level = forms.ChoiceField(label=_("层级"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filter_%s")
        audience = "firm" if data.get("audience") == "firm" else "person"
        english = (get_language() or "").startswith("en")
        themes = [(row.code, (row.name_en if english else "") or row.name) for row in catalogue.topics(audience)]
        self._offer("topic", themes)
        self._offer("organ", [(str(row.pk), row.name) for row in catalogue.organs()])
        self._offer("level", [(str(level), Level(level).label) for level in catalogue.levels()])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("不限")), *choices]

    def filters(self) -> Filters:
        """The filters somebody chose, without those that make no sense."""
        self.is_valid()
        chosen = self.cleaned_data
        organ, level = chosen.get("organ"), chosen.get("level")
        return Filters(
            audience=chosen.get("audience", ""),
            topic=chosen.get("topic", ""),
            organ=int(organ) if organ else None,
            level=int(level) if level else None,
        )


def _row(item: Item, text: str = "") -> dict[str, Any]:
    assert item.current is not None
    return {
        "item": item,
        "version": item.current,
        "online": rules.online_level(item.current),
        "why": catalogue.why_found(item.current, text),
    }


@require_safe
@needs("public")
def home(request: Request) -> HttpResponse:
    """Search, the items most asked for, topics, and for whoever is signed in how their cases stand."""
    shown: dict[str, Any] = {
        "popular": [_row(item) for item in catalogue.offered()[:POPULAR]],
        "person_topics": catalogue.topics("person"),
        "firm_topics": catalogue.topics("firm"),
        "query_form": QueryForm(),
    }
    if request.actor.party_ids:
        now = utc_now()
        own = list(cases.mine(request.actor)[:SHOWN_CASES])
        shown["own"] = [{"case": case, "face": cases.clockface(case, now)} for case in own]
    return page(request, "home", shown)


@require_safe
@needs("public")
def items(request: Request) -> HttpResponse:
    """Items by everyday words, or all of them by topic, organ and level."""
    form = FilterForm(request.GET)
    filters = form.filters()
    text = form.cleaned_data.get("q", "")
    found = paged(request, catalogue.search(text, filters) if text else catalogue.browse(filters))
    shown = {"form": form, "text": text, "found": found, "rows": [_row(item, text) for item in found]}
    return page(request, "items", shown)


@require_safe
@needs("public")
def item(request: Request, slug: str) -> HttpResponse:
    """A guide: what one must know first, then everything else."""
    found = catalogue.guide(slug)
    if found is None or found.current is None:
        raise Http404
    shown = {
        **_row(found),
        "refusal_to_start": rules.is_online(found),
        "not_offered": rules.is_offered(found),
        "windows": halls_of.windows_taking(found),
        "audience_labels": [Audience(code).label for code in found.current.audience],
        "delivery_labels": [Delivery(way).label for way in found.current.delivery],
    }
    return page(request, "guide", shown)


@require_safe
@needs("public")
def printed_form(request: Request, slug: str, code: str, which: str) -> FileResponse:
    """The blank form or the filled-in sample of a material; `?version=` asks for an older version's."""
    asked = request.GET.get("version", "")
    version = int(asked) if asked.isdecimal() and len(asked) < 6 else None
    stored = catalogue.printed_form(slug, code, which, version)
    if stored is None:
        raise Http404
    return papers.send(stored)


@require_safe
@needs("public")
def halls(request: Request) -> HttpResponse:
    """Where to go: halls with their windows."""
    return page(request, "halls", {"halls": halls_of.directory()})


@require_safe
@needs("public")
def help_page(request: Request) -> HttpResponse:
    """How it works, the elder mode, and whom to call."""
    return page(request, "help", {"offices": organs.services_offices()})
