"""The verbs of an officer, one view each; what they mean and when they are allowed stands in `cases`."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yuban.cases import actions as cases
from yuban.sites.access import Request, needs
from yuban.sites.desk import forms
from yuban.sites.desk.pages import asked, at_once
from yuban.sites.handling import HandoverForm

get_or_post = require_http_methods(["GET", "POST"])


@require_POST
@needs("desk.handle")
def receive(request: Request, number: str) -> HttpResponse:
    """Takes the case into one's own hands."""
    return at_once(request, number, "receive", cases.receive)


@require_POST
@needs("desk.handle")
def accept(request: Request, number: str) -> HttpResponse:
    """Accepts: complete and in legal form."""
    return at_once(request, number, "accept", cases.accept)


@require_POST
@needs("desk.handle")
def examine(request: Request, number: str) -> HttpResponse:
    """Begins the examination."""
    return at_once(request, number, "examine", cases.examine)


@get_or_post
@needs("desk.handle")
def refuse(request: Request, number: str) -> HttpResponse:
    """Refuses to accept, with the reason."""
    note = _("通知书将同时写明救济途径：收到之日起六十日内可以申请行政复议，六个月内可以提起行政诉讼。")
    return asked(request, number, "refuse", forms.RefusalForm, cases.refuse, note)


@get_or_post
@needs("desk.handle")
def redirect(request: Request, number: str) -> HttpResponse:
    """Points to the organ that has the power."""
    note = _("不属于本机关职权范围的，应当即时告知，并告知向哪个机关申请（行政许可法第三十二条）。")
    return asked(request, number, "redirect", forms.RedirectionForm, cases.redirect, note)


@get_or_post
@needs("desk.handle")
def tell_not_needed(request: Request, number: str) -> HttpResponse:
    """Tells that no licence is needed."""
    note = _("依法不需要取得行政许可的，应当即时告知（行政许可法第三十二条）。")
    return asked(request, number, "tell_not_needed", forms.NotNeededForm, cases.tell_not_needed, note)


@get_or_post
@needs("desk.handle")
def start_special_procedure(request: Request, number: str) -> HttpResponse:
    """Stops the clock for a hearing, a test, an expert review."""
    note = _("特别程序所需时间不计入期限，但应当书面告知申请人（行政许可法第四十五条）。")
    act = cases.start_special_procedure
    return asked(request, number, "start_special_procedure", forms.SpecialProcedureForm, act, note)


@get_or_post
@needs("desk.handle")
def resume(request: Request, number: str) -> HttpResponse:
    """Ends the special procedure."""
    return asked(request, number, "resume", forms.ResumptionForm, cases.resume)


@get_or_post
@needs("desk.extend")
def extend(request: Request, number: str) -> HttpResponse:
    """Extends the limit once; only for the head."""
    note = _("经本机关负责人批准，期限可以延长一次，至多十个工作日，并应当告知理由（行政许可法第四十二条）。")
    return asked(request, number, "extend", forms.ExtensionForm, cases.extend, note)


@get_or_post
@needs("desk.handle")
def deliver(request: Request, number: str) -> HttpResponse:
    """Hands the result over; with that the case is completed."""
    note = _("应当自作出决定之日起十个工作日内送达（行政许可法第四十四条）。")
    return asked(request, number, "deliver", HandoverForm, cases.deliver, note)
