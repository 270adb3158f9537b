"""Applying step by step: for whom, answers, papers, delivery, check and submit; a correction takes the same steps."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuban.cases import actions as cases
from yuban.cases import queries, rules
from yuban.cases.models import Case
from yuban.cases.reference import State
from yuban.catalogue import queries as catalogue
from yuban.catalogue import rules as items
from yuban.catalogue.models import Material
from yuban.hall import actions as hall
from yuban.kernel.refusals import Invalid, Refusal
from yuban.kernel.steps import utc_now
from yuban.people import queries as people
from yuban.people.models import Party
from yuban.sites import papers, uploads
from yuban.sites.access import Request, needs
from yuban.sites.filing import ApplicationForm, DeliveryForm
from yuban.sites.portal.pages import channel, editable, page

ASK: Final = ("GET", "HEAD", "POST")


class StartForm(forms.Form):
    """For whom one applies; the key makes a second click open the same draft."""

    applicant = forms.TypedChoiceField(label=gettext_lazy("为谁办理"), coerce=int, widget=forms.RadioSelect)
    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, parties: list[Party]) -> None:
        super().__init__(data, initial={"applicant": parties[0].pk, "client_key": uuid4()})
        applicant = self.fields["applicant"]
        assert isinstance(applicant, forms.ChoiceField)
        applicant.choices = [(party.pk, party.name) for party in parties]


class UploadForm(forms.Form):
    """The field of one material, with what was wrong with the file just sent."""

    file = forms.FileField(label=gettext_lazy("选择文件"))

    def __init__(self, material: Material, wrong: str = "") -> None:
        super().__init__({} if wrong else None, auto_id=f"{material.code}-%s")
        kinds = "、".join(kind.upper() for kind in material.accept)
        most = settings.YUBAN_UPLOAD_MEGABYTES
        self.fields["file"].help_text = _("%(kinds)s，单个不超过%(most)d MB") % {"kinds": kinds, "most": most}
        self.fields["file"].widget.attrs["accept"] = ",".join(f".{kind}" for kind in material.accept)
        self.wrong = wrong

    def clean(self) -> dict[str, Any]:
        self.errors["file"] = self.error_class([self.wrong])
        return {}


@require_http_methods(ASK)
@needs("portal.own")
def start(request: Request, slug: str) -> HttpResponse:
    """Says what will be needed and asks for whom; opens the draft."""
    item = catalogue.guide(slug)
    if item is None:
        raise Http404
    parties = people.principals(request.actor)
    form = StartForm(request.POST if request.method == "POST" else None, parties=parties)
    refusal = items.is_online(item)
    if form.is_valid() and refusal is None:
        party = next(party for party in parties if party.pk == form.cleaned_data["applicant"])
        key, via = form.cleaned_data["client_key"], channel(request)
        case = cases.start_draft(
            item=item, applicant=party, by=request.actor, channel=via, at=utc_now(), client_key=key
        )
        return redirect("portal:draft_form", case.pk)
    begun = queries.mine(request.actor).filter(state=State.DRAFT, version__item=item)
    shown = {"form": form, "item": item, "version": item.current, "begun": begun}
    return page(request, "apply", shown, refusal=refusal, status=422 if form.is_bound else 200)


@require_http_methods(ASK)
@needs("portal.own")
@editable
def form(request: Request, case: Case) -> HttpResponse:
    """The questions of the item. What was typed is kept even where it is not right yet."""
    today = timezone.localdate(utc_now())
    if request.method == "POST":
        cases.save_draft(case=case, by=request.actor, form=_answers(case, request.POST))
        if "leave" in request.POST:
            return _left(request)
        answers = ApplicationForm(request.POST, version=case.version, on=today)
        if answers.is_valid():
            return redirect("portal:draft_materials", case.pk)
        return page(request, "draft_form", {"case": case, "form": answers}, status=422)
    answers = ApplicationForm(version=case.version, on=today, initial=case.form)
    return page(request, "draft_form", {"case": case, "form": answers})


def _answers(case: Case, posted: Mapping[str, Any]) -> dict[str, str]:
    """The answers so far, with those that were sent."""
    keys = [spec["key"] for spec in case.version.form_fields]
    return {**case.form, **{key: str(posted[key]) for key in keys if key in posted}}


def _left(request: Request) -> HttpResponse:
    messages.success(request, _("已保存。以后可以在这里继续。"))
    return redirect("portal:cases")


@require_POST
@needs("portal.own")
@editable
def save(request: Request, case: Case) -> HttpResponse:
    """What a page sends by itself while somebody writes; nothing is checked, nothing is shown."""
    sent: dict[str, Any] = {name: request.POST[name][:200] for name in DeliveryForm.base_fields if name in request.POST}
    if sent.get("delivery") not in case.version.delivery:
        sent.pop("delivery", None)
    cases.save_draft(case=case, by=request.actor, form=_answers(case, request.POST), **sent)
    return HttpResponse(status=204)


@require_safe
@needs("portal.own")
@editable
def materials(request: Request, case: Case) -> HttpResponse:
    """The papers of the item: which are there, and a field to upload each."""
    return page(request, "draft_materials", _materials(case, here=request.GET.get("at", "")))


def _materials(case: Case, *, here: str = "", wrong: str = "") -> dict[str, Any]:
    """What the page of papers shows; `here` is the material one is at, `wrong` what was refused about its file."""
    there = list(case.materials.select_related("file"))
    asked = {gap["code"]: gap["problem"] for gap in case.correction.items} if case.state == State.CORRECTION else {}
    rows = [
        {
            "material": material,
            "papers": [paper for paper in there if paper.code == material.code],
            "problem": asked.get(material.code, ""),
            "form": UploadForm(material, wrong if material.code == here else ""),
            "is_here": material.code == here,
        }
        for material in case.version.materials.select_related("blank_form", "sample")
    ]
    told_at = case.correction.told_at if case.state == State.CORRECTION else None
    needed = [row for row in rows if row["material"].is_required]
    ready = sum(bool(row["papers"]) for row in needed)
    return {"case": case, "rows": rows, "needed": len(needed), "ready": ready, "told_at": told_at}


@require_http_methods(ASK)
@needs("portal.own")
@editable
def upload(request: Request, case: Case, code: str) -> HttpResponse:
    """Adds a file to a material; what is wrong with it stands beside its field. Read again, it leads to the papers."""
    if request.method != "POST":
        return _at(case, code)
    try:
        uploads.take(case=case, code=code, file=request.FILES.get("file"), by=request.actor, at=utc_now())
    except Invalid as refusal:
        shown = _materials(case, here=code, wrong=str(refusal))
        elsewhere = None if refusal.field == "file" else refusal
        return page(request, "draft_materials", shown, refusal=elsewhere, status=refusal.status)
    return _at(case, code)


def _at(case: Case, code: str) -> HttpResponse:
    """Back to the papers, at the material one has just worked on."""
    return redirect(f"{reverse('portal:draft_materials', args=[case.pk])}?at={code}")


@require_safe
@needs("portal.own")
@editable
def paper(request: Request, case: Case, seq: int) -> FileResponse:
    """A file one has uploaded."""
    row = case.materials.select_related("file").filter(seq=seq, file__isnull=False).first()
    if row is None or row.file is None:
        raise Http404
    return papers.send(row.file, inline=True)


@require_POST
@needs("portal.own")
@editable
def remove(request: Request, case: Case, seq: int) -> HttpResponse:
    """Takes an uploaded file back."""
    row = case.materials.filter(seq=seq).first()
    cases.remove_material(case=case, seq=seq, by=request.actor)
    return _at(case, row.code if row else "")


@require_http_methods(ASK)
@needs("portal.own")
@editable
def delivery(request: Request, case: Case) -> HttpResponse:
    """How the result shall reach the applicant."""
    wanted = DeliveryForm(request.POST if request.method == "POST" else None, case=case)
    if wanted.is_valid():
        hall.choose_delivery(case=case, by=request.actor, **wanted.cleaned_data)
        return _left(request) if "leave" in request.POST else redirect("portal:draft_check", case.pk)
    return page(request, "draft_delivery", {"case": case, "form": wanted}, status=422 if wanted.is_bound else 200)


@require_http_methods(ASK)
@needs("portal.own")
@editable
def check(request: Request, case: Case) -> HttpResponse:
    """Everything on one page; submits, or hands in what a notice to correct asked for."""
    refusal = None
    if request.method == "POST":
        act = cases.resubmit if case.state == State.CORRECTION else cases.submit
        try:
            filed = act(case=case, by=request.actor, at=utc_now())
        except Refusal as raised:
            refusal = raised
        else:
            return redirect(reverse("portal:case", args=[filed.number]) + "?done=1")
    return page(request, "draft_check", _summary(case), refusal=refusal)


def _summary(case: Case) -> dict[str, Any]:
    """All answers and papers, and what is still missing."""
    shown = _materials(case)
    errors = rules.form_errors(case.version, case.form, timezone.localdate(utc_now()))
    missing = rules.missing_materials(case.version.materials.all(), [row.code for row in case.materials.all()])
    answers = [
        {"label": spec["label"], "value": case.form.get(spec["key"], ""), "wrong": errors.get(spec["key"], "")}
        for spec in case.version.form_fields
    ]
    undelivered = rules.delivery_error(case)
    is_ready = not (errors or missing or undelivered)
    return {**shown, "answers": answers, "missing": missing, "undelivered": undelivered, "is_ready": is_ready}


@require_http_methods(ASK)
@needs("portal.own")
@editable
def discard(request: Request, case: Case) -> HttpResponse:
    """Asks once more, then deletes a draft."""
    if request.method == "POST":
        cases.discard_draft(case=case, by=request.actor)
        messages.success(request, _("草稿已删除。"))
        return redirect("portal:cases")
    return page(request, "draft_discard", {"case": case})
