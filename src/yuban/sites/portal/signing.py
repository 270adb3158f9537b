"""Signing in and out, opening an account, changing the password; staff of all doors sign in here too."""

from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yuban.kernel.refusals import Invalid
from yuban.kernel.steps import utc_now
from yuban.people import actions as people
from yuban.people import queries
from yuban.people.models import Account
from yuban.people.rights import NOBODY, Actor
from yuban.sites.access import Request, home_of, needs
from yuban.sites.portal.forms import RegisterForm, SignInForm
from yuban.sites.portal.pages import page

BACKEND: Final = "yuban.people.queries.PasswordBackend"
DOORS: Final = {
    "portal.own": gettext_lazy("群众和企业（门户）"),
    "window.serve": gettext_lazy("窗口人员（窗口）"),
    "desk.handle": gettext_lazy("审批人员（审批）"),
    "console.see": gettext_lazy("管理人员（管理）"),
}
ASK: Final = ("GET", "HEAD", "POST")


def _next(request: HttpRequest) -> str:
    """Where somebody wanted to go before being asked to sign in, if that is an address of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else ""


def _welcome(request: Request, account: Account) -> HttpResponse:
    """Begins a new session for the account and leads it where it wanted to go."""
    login(request, account, backend=BACKEND)
    return redirect(_next(request) or home_of(_actor(account)))


def _actor(account: Account) -> Actor:
    known = queries.account_with_posts(account.pk, timezone.localdate(utc_now()))
    return known.actor if known else NOBODY


@sensitive_post_parameters("password")
@require_http_methods(ASK)
@needs("public")
def sign_in(request: Request) -> HttpResponse:
    """Sign in by password. Wrong name and wrong password are told alike; too many are slowed down (axes)."""
    if request.user.is_authenticated:
        return redirect(_next(request) or home_of(request.actor))
    form = SignInForm(request.POST or None)
    if form.is_valid():
        account = authenticate(request, **form.cleaned_data)
        if isinstance(account, Account):
            return _welcome(request, account)
        form.add_error(None, _("用户名或密码不对。请检查后再试，连续输错会暂停一段时间。"))
    shown: dict[str, Any] = {"form": form, "next": _next(request), "demo": _demo_accounts()}
    return page(request, "sign_in", shown, status=422 if form.is_bound else 200)


def _demo_accounts() -> list[tuple[str, list[Account]]]:
    if not settings.YUBAN_DEMO:
        return []
    groups = queries.demo_accounts(timezone.localdate(utc_now()))
    return [(str(DOORS[permission]), accounts) for permission, accounts in groups]


@require_POST
@needs("public")
def demo_sign_in(request: Request) -> HttpResponse:
    """One-click sign-in as one of the fictitious people; does not exist outside demo mode."""
    wanted = request.POST.get("username", "")
    accounts = [account for _door, group in _demo_accounts() for account in group]
    account = next((account for account in accounts if account.username == wanted), None)
    if account is None:
        raise Http404
    return _welcome(request, account)


@require_POST
@needs("public")
def sign_out(request: Request) -> HttpResponse:
    """Ends the session."""
    logout(request)
    messages.success(request, _("您已退出。在公用电脑上请关闭浏览器。"))
    return redirect("portal:home")


@sensitive_post_parameters("password", "again")
@require_http_methods(ASK)
@needs("public")
def register(request: Request) -> HttpResponse:
    """A resident opens an account and is signed in."""
    form = RegisterForm(request.POST or None)
    if form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "again"}
        try:
            account = people.register(**fields, at=utc_now())
        except Invalid as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("注册成功，您已登录。"))
            return _welcome(request, account)
    return page(request, "register", {"form": form, "next": _next(request)}, status=422 if form.is_bound else 200)


@sensitive_post_parameters("old_password", "new_password1", "new_password2")
@require_http_methods(ASK)
@needs("signed_in")
def password(request: Request) -> HttpResponse:
    """Change one's password; the other sessions of the account end."""
    assert isinstance(request.user, Account)
    form = PasswordChangeForm(request.user, request.POST or None)
    if form.is_valid():
        people.change_password(account=request.user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("密码已修改。其他设备上的登录已失效。"))
        return redirect("portal:account" if request.actor.party_ids else home_of(request.actor))
    return page(request, "password", {"form": form}, status=422 if form.is_bound else 200)
