"""The page of one application at the counter: its forms, keeping what they hold, filing it."""

from datetime import datetime
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yuban.cases import actions as cases
from yuban.cases.models import Case
from yuban.cases.reference import Got, State
from yuban.kernel.refusals import Invalid, Refusal
from yuban.kernel.steps import utc_now
from yuban.people.rights import Actor
from yuban.sites import dossier, uploads
from yuban.sites.access import Request
from yuban.sites.filing import ApplicationForm, DeliveryForm
from yuban.sites.window.forms import PaperForm

DELIVERY: Final = ("contact_phone", "delivery", "delivery_address")


class Counter:
    """Answers, delivery and papers of a draft, or of a case in correction, as one page."""

    def __init__(self, case: Case, posted: Any = None, files: Any = None) -> None:
        self.case, self.posted = case, posted
        today = timezone.localdate(utc_now())
        self.answers = ApplicationForm(posted, prefix="form", version=case.version, on=today, initial=case.form)
        self.delivery = DeliveryForm(posted, case=case)
        self.papers = [PaperForm(posted, files, case=case, sheet=sheet) for sheet in dossier.sheets(case)]

    def keep(self, *, by: Actor, at: datetime) -> None:
        """Keeps everything that was sent, right or not yet; a file that cannot be taken is told at its field."""
        raw = {field.name: field.data or "" for field in self.answers}
        delivery = {name: self.posted.get(name, "")[:200] for name in DELIVERY if name in self.posted}
        if delivery.get("delivery") not in self.case.version.delivery:
            delivery.pop("delivery", None)
        cases.save_draft(case=self.case, by=by, form={**self.case.form, **raw}, **delivery)
        sound = [form for form in self.papers if form.is_valid()]
        on_counter = [form.on_counter() for form in sound]
        for form in sound:
            if form.cleaned_data.get("file"):
                self._take(form, by=by, at=at)
        cases.lay_on_counter(case=self.case, papers=on_counter, by=by, at=at)

    def _take(self, form: PaperForm, *, by: Actor, at: datetime) -> None:
        code, file = form.sheet.material.code, form.cleaned_data["file"]
        try:
            uploads.take(case=self.case, code=code, file=file, by=by, at=at, got=Got.SCANNED)
        except Invalid as refusal:
            form.add_error("file", str(refusal.sentence))

    def is_sound(self) -> bool:
        """Whether every paper could be taken."""
        return all(form.is_valid() for form in self.papers)

    def is_complete(self) -> bool:
        """Whether all answers are there too."""
        return all([self.answers.is_valid(), self.delivery.is_valid(), self.is_sound()])

    def file(self, *, by: Actor, at: datetime) -> Case:
        """Files the application, or the answer to the one-time notice."""
        act = cases.resubmit if self.case.state == State.CORRECTION else cases.take_over_counter
        return act(case=self.case, by=by, at=at)

    def shown(self, request: Request, *, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
        """The page; papers as they are kept now, answers as they were typed."""
        case = self.case
        there = {sheet.material.code: sheet.papers for sheet in dossier.sheets(case)}
        context = {
            "case": case,
            "applicant": dossier.person(case.applicant, is_shown=False, phone=case.contact_phone),
            "agent": dossier.person(case.agent, is_shown=False) if case.agent else None,
            "gaps": case.correction.items if case.state == State.CORRECTION else [],
            "answers": self.answers,
            "delivery": self.delivery,
            "papers": [(form, there.get(form.sheet.material.code, ())) for form in self.papers],
            "has_wrong_papers": self.posted is not None and not self.is_sound(),
            "refusal": refusal,
        }
        return render(request, "window/counter.html", context, status=status)
