"""The gallery of all components, and the switch between the standard and the elder page."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yuban.design.context import ELDER_COOKIE
from yuban.design.events import Event
from yuban.design.marks import icon_names

YEAR = 365 * 24 * 3600


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("姓名"), help_text=_("与身份证件一致。"))
    phone = forms.CharField(label=_("联系电话"), widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
    born_on = forms.DateField(label=_("出生日期"), widget=forms.DateInput(attrs={"type": "date"}))
    district = forms.ChoiceField(label=_("所在区县"), choices=[("", _("请选择")), ("1", _("甲区")), ("2", _("乙区"))])
    reason = forms.CharField(label=_("申请理由"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    delivery = forms.ChoiceField(
        label=_("送达方式"),
        widget=forms.RadioSelect,
        choices=[("window", _("窗口领取")), ("post", _("邮寄")), ("online", _("电子送达"))],
    )
    topics = forms.MultipleChoiceField(
        label=_("关注的主题"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", _("就业创业")), ("b", _("社会保障")), ("c", _("婚姻登记"))],
        required=False,
    )
    paper = forms.FileField(label=_("身份证件扫描件"), help_text=_("PDF、JPG、PNG，单个不超过 20 MB。"), required=False)
    promise = forms.BooleanField(label=_("本人承诺所填内容属实。"))


class SampleRating(forms.Form):
    """Five levels, best first."""

    level = forms.ChoiceField(
        label=_("您对本次办理是否满意？"),
        widget=forms.RadioSelect,
        choices=[
            (5, _("非常满意")),
            (4, _("满意")),
            (3, _("基本满意")),
            (2, _("不满意")),
            (1, _("非常不满意")),
        ],
    )


def _samples(request: HttpRequest) -> dict[str, Any]:
    noon = datetime(2026, 3, 6, 4, 0, tzinfo=UTC)
    wrong = {"name": "", "phone": "1", "born_on": "2026-02-30", "delivery": "pigeon"}
    return {
        "form": SampleForm(auto_id="plain_%s"),
        "filter_form": SampleForm(auto_id="filter_%s"),
        "confirm_form": SampleForm(auto_id="confirm_%s"),
        "wrong_form": SampleForm(wrong, auto_id="wrong_%s"),
        "rating_form": SampleRating(initial={"level": 5}),
        "events": [
            Event(_("审查中"), noon, _("区市场监管局 · 审批科"), _("已安排现场核查。"), icon="user"),
            Event(_("已受理"), noon.replace(day=4), _("综合窗口 3 号"), tone="good"),
            Event(_("已补正"), noon.replace(day=3), body=_("补交了场所平面图。")),
            Event(_("要求补正"), noon.replace(day=2), _("综合窗口 3 号"), _("缺少场所平面图。"), tone="warn"),
            Event(_("已提交"), noon.replace(day=1)),
        ],
        "page": Paginator(range(1, 241), 10).get_page(request.GET.get("page", "12")),
        "bars": [(_("区市场监管局"), 1284), (_("区人力社保局"), 962), (_("区民政局"), 410), (_("区交通局"), 96)],
        "days": [("3-2", 120), ("3-3", 98), ("3-4", 143), ("3-5", 160), ("3-6", 131), ("3-7", 22), ("3-8", 18)],
        "icons": icon_names(),
        "refusal": _("本办件正在特别程序中，计时暂停；结束特别程序后才能作出决定。"),
    }


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page; `?lang=en` and `?elder=1` show it as others see it."""
    language = request.GET.get("lang", "")
    if language not in dict(settings.LANGUAGES):
        language = translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(language):
        shown = _samples(request)
        if "elder" in request.GET:
            shown["elder"] = request.GET["elder"] == "1"
        return render(request, "design/gallery.html", shown)


@require_POST
def elder_mode(request: HttpRequest) -> HttpResponse:
    """Switches the elder page on or off for this browser, and goes back to where one was."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    value = "1" if request.POST.get("elder") == "1" else "0"
    response.set_cookie(ELDER_COOKIE, value, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    return response
