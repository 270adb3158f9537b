"""What works without signing in beside browsing: progress by number and code, and whether the site is alive."""

from django.db import Error, connection
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yuban.cases import queries
from yuban.kernel.numbering import is_case_number, normalise
from yuban.sites.access import Request, needs
from yuban.sites.portal.cases import progress
from yuban.sites.portal.forms import QueryForm
from yuban.sites.portal.pages import page


@never_cache
@require_http_methods(("GET", "HEAD", "POST"))
@needs("public")
def query(request: Request) -> HttpResponse:
    """Progress without personal data for whoever has number and code. They travel in the body, not in the address."""
    if request.method != "POST":
        return page(request, "query", {"form": QueryForm(initial={"number": request.GET.get("number", "")[:60]})})
    form = QueryForm(request.POST)
    if form.is_valid():
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
        case = queries.by_number_and_code(number, code)
        if case is not None:
            return page(request, "query", {"form": form, **progress(case, queries.Reader.ANYBODY)})
        if not is_case_number(normalise(number)):
            form.add_error("number", _("编号输错了：位数不对或校验位不符。请对照通知书再输一遍。"))
        else:
            form.add_error(None, _("没有找到，或编号与查询码不符。请对照通知书再输一遍。"))
    return page(request, "query", {"form": form}, status=422)


@never_cache
@require_safe
@needs("public")
def health(request: Request) -> HttpResponse:
    """200 if the database answers, 503 if it does not; for load balancers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database unreachable\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
