"""Members of staff: their accounts and posts. Residents are never listed here."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuban.cases.clock import local_day
from yuban.kernel.steps import utc_now
from yuban.people import actions, queries, rules
from yuban.people.models import Account, Post
from yuban.sites.access import Request, needs
from yuban.sites.console.filters import StaffFilter
from yuban.sites.console.forms import EndPostForm, PostForm, ReasonForm, StaffForm
from yuban.sites.console.pages import attempt, form_page, page, sent, sheet

changing = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@needs("console.see")
def people(request: Request) -> HttpResponse:
    """Accounts of staff with their posts."""
    form = StaffFilter(request.GET, actor=request.actor)
    overseen = queries.staff(request.actor).prefetch_related("posts__organ")
    shown = {"form": form, "sheet": sheet(request, form.narrow(overseen)), "today": local_day(utc_now())}
    return page(request, "people", shown)


def _account(request: Request, pk: int) -> Account:
    return get_object_or_404(queries.staff(request.actor), pk=pk)


@require_safe
@needs("console.see")
def person(request: Request, pk: int) -> HttpResponse:
    """One account with its posts and what may be done with it."""
    found, today = _account(request, pk), local_day(utc_now())
    posts = [
        (post, post.valid_to is not None and post.valid_to < today, rules.may_end_post(request.actor, post))
        for post in found.posts.select_related("organ").order_by("-valid_from")
    ]
    why = rules.may_switch(request.actor, found, queries.current_posts(found, today))
    return page(request, "person", {"account": found, "posts": posts, "why": why})


@changing
@needs("console.edit")
def appoint(request: Request, pk: int) -> HttpResponse:
    """One more post for a member of staff."""
    found, by, at = _account(request, pk), request.actor, utc_now()
    form = PostForm(sent(request), actor=by, today=local_day(at))
    return form_page(
        request,
        "person_form",
        {"title": _("任命%(name)s") % {"name": found.name}},
        form,
        lambda: actions.give_post(account=found, **form.cleaned_data, by=by, at=at),
        said=_("已任命，对方下次打开页面即可使用。"),
        to=reverse("console:person", args=[pk]),
    )


@changing
@needs("console.edit")
def end_post(request: Request, pk: int) -> HttpResponse:
    """Ends a post with a last day."""
    post = get_object_or_404(Post.objects.select_related("organ", "account"), pk=pk)
    found, by, at = _account(request, post.account_id), request.actor, utc_now()
    form = EndPostForm(sent(request), initial={"on": local_day(at)})
    names = {"name": found.name, "organ": post.organ.name, "role": post.get_role_display()}
    return form_page(
        request,
        "person_form",
        {"title": _("免去%(name)s的岗位：%(organ)s%(role)s") % names},
        form,
        lambda: actions.end_post(post=post, on=form.cleaned_data["on"], by=by, at=at),
        said=_("岗位已免去。"),
        to=reverse("console:person", args=[found.pk]),
    )


@changing
@needs("console.edit")
def switch(request: Request, pk: int, *, is_active: bool) -> HttpResponse:
    """Switches an account off, or on again."""
    found, by, at = _account(request, pk), request.actor, utc_now()
    form = ReasonForm(sent(request))
    title = _("启用%(name)s的账号") if is_active else _("停用%(name)s的账号；停用后立即不能登录")
    return form_page(
        request,
        "person_form",
        {"title": title % {"name": found.name}},
        form,
        lambda: actions.set_active(account=found, is_active=is_active, **form.cleaned_data, by=by, at=at),
        said=_("账号已调整。"),
        to=reverse("console:person", args=[pk]),
    )


@changing
@needs("console.edit")
def new(request: Request) -> HttpResponse:
    """A new member of staff; the page after it is the only one that ever shows the password."""
    by, at = request.actor, utc_now()
    form = StaffForm(sent(request), actor=by, today=local_day(at))
    made: list[tuple[Account, str]] = []
    if form.is_bound:
        status = attempt(form, lambda: made.append(actions.create_staff(**form.cleaned_data, by=by, at=at)))
        if not made:
            return page(request, "staff_new", {"form": form}, status)
        return _password_page(request, *made[0])
    return page(request, "staff_new", {"form": form})


@changing
@needs("console.edit")
def renew_password(request: Request, pk: int) -> HttpResponse:
    """A new password for a member of staff who lost theirs."""
    found, by, at = _account(request, pk), request.actor, utc_now()
    form, made, status = ReasonForm(sent(request)), list[str](), 200
    if form.is_bound:
        status = attempt(
            form, lambda: made.append(actions.renew_password(account=found, **form.cleaned_data, by=by, at=at))
        )
    if made:
        return _password_page(request, found, made[0])
    title = _("重置%(name)s的密码；原密码立即失效") % {"name": found.name}
    shown = {"form": form, "title": title, "back": reverse("console:person", args=[pk])}
    return page(request, "person_form", shown, status)


def _password_page(request: Request, account: Account, password: str) -> HttpResponse:
    """Answered to the form itself and kept nowhere, so that the password can be read once."""
    return page(request, "password", {"account": account, "password": password})
