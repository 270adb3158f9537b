"""One's own data, authorisations given and held, and notices."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yuban.kernel.refusals import Invalid, NotYours
from yuban.kernel.steps import utc_now
from yuban.notices import actions as notices_of
from yuban.notices import queries as told
from yuban.notices import rules as words
from yuban.people import actions as people
from yuban.people import queries, rules
from yuban.people.models import Agency
from yuban.sites.access import Request, needs
from yuban.sites.portal.forms import AuthoriseForm
from yuban.sites.portal.pages import page, paged


def _agency(agency: Agency) -> dict[str, Any]:
    today = timezone.localdate(utc_now())
    return {
        "agency": agency,
        "agent": rules.mask_name(agency.agent.name),
        "is_valid": rules.is_agency_valid(agency, today),
        "is_ahead": agency.withdrawn_at is None and today < agency.valid_from,
    }


@require_safe
@needs("portal.own")
def own(request: Request) -> HttpResponse:
    """Who one is on this platform, masked, and for whom one may act."""
    parties = queries.principals(request.actor)
    me = next(party for party in parties if party.pk == request.actor.party_id)
    shown = {
        "me": me,
        "number": rules.mask_number(me.identity_number),
        "phone": rules.mask_phone(me.phone),
        "represented": [party for party in parties if party.representative_id == me.pk],
        "given": [_agency(agency) for agency in queries.agencies_given(request.actor)],
        "held": [_agency(agency) for agency in queries.agencies_held(request.actor)],
    }
    return page(request, "account", shown)


@needs("portal.own")
def authorise(request: Request) -> HttpResponse:
    """Gives somebody the right to act in one's own name or in that of a firm one represents."""
    now = utc_now()
    principals = queries.may_authorise(request.actor)
    form = AuthoriseForm(request.POST or None, principals=principals, today=timezone.localdate(now))
    if form.is_valid():
        chosen = form.cleaned_data
        agent = queries.known_person(chosen.pop("agent_name"), chosen.pop("agent_number"))
        try:
            if agent is None:
                raise Invalid(_("没有找到姓名与证件号码相符的人。请受托人先注册。"), code="nobody")
            people.give_agency(agent=agent, by=request.actor, **chosen)
        except Invalid as refusal:
            form.add_error("agent_number", str(refusal))
        else:
            messages.success(request, _("授权已生效，可以随时撤销。"))
            return redirect("portal:account")
    return page(request, "authorise", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@needs("portal.own")
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Ends an authorisation one has given."""
    agency = queries.agencies_given(request.actor).filter(pk=pk).first()
    if agency is None:
        raise NotYours
    people.withdraw_agency(agency=agency, by=request.actor, at=utc_now())
    messages.success(request, _("授权已撤销，对方不能再代您办理。"))
    return redirect("portal:account")


@require_safe
@needs("signed_in")
def notices(request: Request) -> HttpResponse:
    """What happened to one's cases, the newest first."""
    found = paged(request, told.mine(request.actor))
    rows = [
        {"notice": row, "title": words.title(row.verb), "body": words.body(row.verb, row.case.item_name)}
        for row in found
    ]
    return page(request, "notices", {"found": found, "rows": rows})


@require_POST
@needs("signed_in")
def read_notices(request: Request) -> HttpResponse:
    """Marks all notices read, or the one whose button was pressed."""
    ids = [int(pk) for pk in request.POST.getlist("notice") if pk.isdecimal() and len(pk) < 19]
    notices_of.mark_read(by=request.actor, at=utc_now(), ids=ids or None)
    return redirect("portal:notices")
