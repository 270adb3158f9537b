"""The one-time notice: everything that is missing, line by line, read once more before it goes out."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yuban.cases import actions as cases
from yuban.cases import clock, queries, rules
from yuban.cases.models import Case
from yuban.kernel.numbering import spaced
from yuban.kernel.refusals import Refusal
from yuban.kernel.steps import utc_now
from yuban.sites import dossier
from yuban.sites.access import Request, needs
from yuban.sites.desk.forms import CorrectionForm
from yuban.sites.desk.pages import done, opened
from yuban.sites.handling import attempt

VERB: Final = "ask_correction"
PHRASES: Final = (
    _("缺少签名或盖章"),
    _("复印件不清晰，无法辨认"),
    _("缺页，请提交完整材料"),
    _("已过有效期"),
    _("与申请表填写的内容不一致"),
    _("填写不完整"),
    _("请提交原件核对"),
)


@require_http_methods(["GET", "POST"])
@needs("desk.handle")
def ask_correction(request: Request, number: str) -> HttpResponse:
    """First the lines, then the notice as the applicant will read it, and only then does it go out."""
    case = opened(request, number)
    form = CorrectionForm(request.POST or None, case=case, sheets=dossier.sheets(case))
    if request.method != "POST":
        return _page(request, case, form)
    if not form.is_valid():
        return _page(request, case, form, status=422)
    gaps = form.gaps()
    if gaps and "sure" not in request.POST:
        return _page(request, case, form)
    refusal = attempt(request, case, VERB, cases.ask_correction, gaps=gaps)
    if refusal is None:
        return done(request, case, VERB)
    return _page(request, opened(request, number), form, refusal=refusal, status=refusal.status)


def _page(
    request: Request, case: Case, form: CorrectionForm, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    at = utc_now()
    context = {
        "case": case,
        "number": spaced(case.number or ""),
        "form": form,
        "gaps": form.gaps() if form.is_bound and form.is_valid() else [],
        "due_on": clock.correction_deadline(at, *queries.rulebook(at)).due_on,
        "phrases": PHRASES,
        "refusal": refusal,
        "why": rules.may(VERB, case, request.actor),
    }
    return render(request, "desk/ask_correction.html", context, status=status)
