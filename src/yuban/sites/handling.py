"""Doing a verb on a case, alike at desk and window: what is asked, and doing it once however often one clicks."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuban.cases.lifecycle import LIFECYCLE
from yuban.cases.models import Case, CaseStep
from yuban.cases.reference import Outcome
from yuban.catalogue.reference import Delivery
from yuban.kernel.refusals import Invalid, NotYours, Refusal, Stale
from yuban.kernel.steps import utc_now
from yuban.sites.access import Request

Act = Callable[..., Case]
DONE: Final = 303  # there is a page to go to


class CaseForm(forms.Form):
    """What a verb asks about one case. Shape only: what may be, the actions say."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case


class DecisionForm(CaseForm):
    outcome = forms.ChoiceField(label=gettext_lazy("决定结果"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        help_text=gettext_lazy("不予或终止的，必须说明理由；准予的可以不写。"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class OnTheSpotForm(DecisionForm):
    """An instant case is decided and, if somebody stands there, handed over in one go."""

    receiver = forms.CharField(
        label=gettext_lazy("领取人"),
        help_text=gettext_lazy("当面交付时填写；不填则按申请时选的方式送达。"),
        max_length=80,
        required=False,
    )


class HandoverForm(CaseForm):
    way = forms.ChoiceField(label=gettext_lazy("送达方式"), choices=Delivery.choices, widget=forms.RadioSelect)
    receiver = forms.CharField(label=gettext_lazy("收件人"), max_length=80)
    tracking = forms.CharField(
        label=gettext_lazy("快递单号"), help_text=gettext_lazy("邮寄送达时填写。"), max_length=60, required=False
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"way": case.delivery, "receiver": (case.agent or case.applicant).name})
        super().__init__(*args, case=case, **kwargs)


def label(verb: str) -> str:
    """The verb as its button says it."""
    return _("当场办结") if verb == "complete_on_the_spot" else LIFECYCLE.label(verb)


def answer(request: Request, case: Case, verb: str, form: CaseForm, act: Act) -> tuple[Refusal | None, int]:
    """What came of a form sent for a verb: DONE, or the status to show it again with, and why if no field says it."""
    if not form.is_valid():
        return None, 422
    refusal = attempt(request, case, verb, act, **form.cleaned_data)
    if refusal is None:
        return None, DONE
    if refusal.field in form.fields:
        form.add_error(refusal.field, str(refusal.sentence))
        return None, refusal.status
    return refusal, refusal.status


def attempt(request: Request, case: Case, verb: str, act: Act, **answers: Any) -> Refusal | None:
    """Does the verb; None if it is done, by this click or by the same click before it, else why not."""
    text = request.POST.get("seen", "")
    if not text.isdecimal():
        return Invalid(_("表单不完整，请刷新页面后再办理。"), code="seen_missing")
    try:
        act(case=case, by=request.actor, at=utc_now(), seen=int(text), **answers)
    except NotYours:
        raise
    except Stale as refusal:
        return None if _is_second_click(request, case, verb, int(text), answers) else refusal
    except Refusal as refusal:
        return refusal
    return None


def _is_second_click(request: Request, case: Case, verb: str, seen: int, answers: Mapping[str, Any]) -> bool:
    recorded = "decide" if verb == "complete_on_the_spot" else verb
    mine = CaseStep.objects.filter(case=case, seq__gt=seen, verb=recorded, by=request.actor.account_id)
    if "outcome" in answers:
        mine = mine.filter(detail__outcome=answers["outcome"])
    return mine.exists()
