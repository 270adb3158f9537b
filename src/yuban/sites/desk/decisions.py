"""The decision: asked, looked at as the document it will be, made."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yuban.cases import actions as cases
from yuban.cases import papers
from yuban.cases.rules import decision_refusal
from yuban.kernel.refusals import insist
from yuban.kernel.steps import utc_now
from yuban.sites.access import Request, needs
from yuban.sites.desk.pages import asked, opened
from yuban.sites.handling import DecisionForm, OnTheSpotForm

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
@needs("desk.handle")
def decide(request: Request, number: str) -> HttpResponse:
    """Grants, denies or terminates; the document is dated and numbered at this moment."""
    note = _("决定作出后不能更改。不予或终止的决定书会写明理由和救济途径（行政许可法第三十八条）。")
    preview = reverse("desk:preview", args=[number])
    return asked(request, number, "decide", DecisionForm, cases.decide, note, preview=preview)


@get_or_post
@needs("desk.handle")
def complete_on_the_spot(request: Request, number: str) -> HttpResponse:
    """Accepts, decides and hands over an instant case in one go."""
    note = _("即办件当场受理、当场决定、当场送达，各环节分别留痕。")
    preview, act = reverse("desk:preview", args=[number]), cases.complete_on_the_spot
    return asked(request, number, "complete_on_the_spot", OnTheSpotForm, act, note, preview=preview)


@require_POST
@needs("desk.handle")
def preview(request: Request, number: str) -> HttpResponse:
    """The document as it would be if it were decided now, without a number; nothing is kept of it."""
    case = opened(request, number)
    outcome, reason = request.POST.get("outcome", ""), request.POST.get("reason", "").strip()
    insist(decision_refusal(outcome, reason))
    return HttpResponse(papers.unsigned_decision(case, outcome, reason, utc_now()), content_type="application/pdf")
