"""Rating a completed case: on its own page, or by the QR code printed on the slip."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yuban.cases.models import Case
from yuban.kernel.refusals import Refusal
from yuban.kernel.steps import utc_now
from yuban.people.rights import Actor
from yuban.ratings import actions, queries, rules
from yuban.ratings.models import Channel
from yuban.sites.access import Request, needs
from yuban.sites.portal.cases import show
from yuban.sites.portal.forms import RatingForm
from yuban.sites.portal.pages import channel, own_case, page


def _given(form: RatingForm, case: Case, by: Actor | None, via: str) -> Refusal | None:
    """Rates with a valid form; gives back why not, or None."""
    chosen = form.cleaned_data
    wanted = {"level": chosen["level"], "options": chosen["options"], "text": chosen["text"]}
    try:
        actions.rate(case=case, by=by, at=utc_now(), channel=via, **wanted)
    except Refusal as refusal:
        return refusal
    return None


@require_http_methods(("GET", "HEAD", "POST"))
@needs("portal.own")
@own_case
def rate(request: Request, case: Case) -> HttpResponse:
    """The applicant or agent rates on the case's page. Read again, it leads there."""
    if request.method != "POST":
        return redirect("portal:case", case.number)
    form = RatingForm(request.POST)
    if not form.is_valid():
        return show(request, case, rating_form=form)
    if refusal := _given(form, case, request.actor, channel(request)):
        return show(request, case, rating_form=form.of_one_level(), refusal=refusal)
    messages.success(request, _("感谢您的评价。"))
    return redirect("portal:case", case.number)


@require_http_methods(("GET", "HEAD", "POST"))
@needs("public")
def by_slip(request: Request, token: str) -> HttpResponse:
    """Whoever holds the printed code rates, without signing in; the page names no person."""
    case = queries.case_of_token(token)
    if case is None:
        raise Http404
    refusal, why_not = None, rules.is_ready(case)
    form = RatingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        refusal = _given(form, case, None, Channel.QR)
        if refusal is None:
            return page(request, "rated", {"case": case})
        form = form.of_one_level()
    shown = {"case": case, "form": form, "why_not": why_not}
    return page(request, "rate", shown, refusal=refusal, status=422 if form.is_bound else 200)
